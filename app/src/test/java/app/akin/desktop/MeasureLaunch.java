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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Measures the time from the call of the launcher to the first paint: starts the packaged program
/// repeatedly and reads its log. Requires a display, such as that of `xvfb-run`.
///
/// Both times come from one clock. The process start time of Linux is not used: it is relative to a
/// boot time in whole seconds and up to a second off.
///
/// Arguments: launcher, number of starts, arguments of the program such as `--library DIR`.
/// `AKIN_HOME` should name a test folder.
public final class MeasureLaunch {
  private static final Pattern LINE = Pattern.compile("(?m)^(\\S+) .*" + Window.SHOWN + "$");
  private static final long PATIENCE_SECONDS = 60;

  private MeasureLaunch() {}

  /// Prints all times and the median.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int runs = Integer.parseInt(arguments[1]);
    Path logs = Path.of(System.getenv("AKIN_HOME"), "logs");
    List<String> command = new ArrayList<>(List.of(arguments[0]));
    command.addAll(Arrays.asList(arguments).subList(2, arguments.length));
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      Instant called = Clock.systemUTC().instant();
      Process process = new ProcessBuilder(command).inheritIO().start();
      long millis = Duration.between(called, shownAfter(called, logs)).toMillis();
      process.destroy();
      process.waitFor();
      times.add(millis);
      System.out.println("run " + (i + 1) + ": " + millis + " ms");
    }
    times.sort(null);
    System.out.println("median: " + times.get(times.size() / 2) + " ms");
  }

  private static Instant shownAfter(Instant called, Path logs)
      throws IOException, InterruptedException {
    for (int look = 0; look < 10 * PATIENCE_SECONDS; look++) {
      TimeUnit.MILLISECONDS.sleep(100);
      Optional<Instant> shown = shown(logs).filter(called::isBefore).findFirst();
      if (shown.isPresent()) {
        return shown.get();
      }
    }
    throw new IllegalStateException("no window within " + PATIENCE_SECONDS + " s");
  }

  private static Stream<Instant> shown(Path logs) throws IOException {
    if (!Files.isDirectory(logs)) {
      return Stream.empty();
    }
    List<Instant> moments = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        LINE.matcher(Files.readString(log))
            .results()
            .map(found -> Instant.parse(found.group(1)))
            .forEach(moments::add);
      }
    }
    return moments.stream();
  }
}
