package app.akin.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Measures the phases of a start, from the call of the launcher to the first photos: starts the
/// packaged program repeatedly and reads its log. Requires a display, such as that of `xvfb-run`.
///
/// All times come from one clock. The process start time of Linux is not used: it is relative to a
/// boot time in whole seconds and up to a second off.
///
/// Arguments: launcher, number of starts, arguments of the program such as `--library DIR`.
/// `AKIN_HOME` should name a test folder. The library should contain photos.
public final class MeasureLaunch {
  /// The phases in their usual order, each with the log message at its end.
  private static final List<String> PHASES =
      List.of(
          DesktopApp.STARTED,
          DesktopApp.TOOLKIT,
          DesktopApp.OPENED,
          Window.SHOWN,
          "The first photos were shown");

  private static final long PATIENCE_SECONDS = 60;

  private MeasureLaunch() {}

  /// Prints the milliseconds from the call to the end of each phase, and the medians.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int runs = Integer.parseInt(arguments[1]);
    Path logs = Path.of(System.getenv("AKIN_HOME"), "logs");
    List<String> command = new ArrayList<>(List.of(arguments[0]));
    command.addAll(Arrays.asList(arguments).subList(2, arguments.length));
    List<List<Long>> times = new ArrayList<>();
    PHASES.forEach(_ -> times.add(new ArrayList<>()));
    for (int i = 0; i < runs; i++) {
      Instant called = Clock.systemUTC().instant();
      Process process = new ProcessBuilder(command).inheritIO().start();
      List<Instant> ends = ends(called, logs);
      process.destroy();
      process.waitFor();
      for (int phase = 0; phase < ends.size(); phase++) {
        times.get(phase).add(Duration.between(called, ends.get(phase)).toMillis());
      }
      System.out.println("run " + (i + 1) + ": " + times.stream().map(List::getLast).toList());
    }
    for (int phase = 0; phase < PHASES.size(); phase++) {
      List<Long> sorted = times.get(phase).stream().sorted().toList();
      System.out.println(sorted.get(sorted.size() / 2) + " ms: " + PHASES.get(phase));
    }
  }

  /// Returns when each phase ended.
  private static List<Instant> ends(Instant called, Path logs)
      throws IOException, InterruptedException {
    for (int look = 0; look < 10 * PATIENCE_SECONDS; look++) {
      TimeUnit.MILLISECONDS.sleep(100);
      List<Instant> ends = new ArrayList<>();
      for (String phase : PHASES) {
        logged(logs, phase).filter(called::isBefore).findFirst().ifPresent(ends::add);
      }
      if (ends.size() == PHASES.size()) {
        return ends;
      }
    }
    throw new IllegalStateException("no photos within " + PATIENCE_SECONDS + " s");
  }

  private static Stream<Instant> logged(Path logs, String message) throws IOException {
    if (!Files.isDirectory(logs)) {
      return Stream.empty();
    }
    Pattern line = Pattern.compile("(?m)^(\\S+) .*" + Pattern.quote(message) + "$");
    List<Instant> moments = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        line.matcher(Files.readString(log))
            .results()
            .map(found -> Instant.parse(found.group(1)))
            .forEach(moments::add);
      }
    }
    return moments.stream();
  }
}
