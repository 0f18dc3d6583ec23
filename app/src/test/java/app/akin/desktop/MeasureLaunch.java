package app.akin.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A command that measures how long it takes from the start of the process until the window is
/// painted: starts the packaged program a number of times, one after the other, and reads its log.
/// It needs a display, such as that of `xvfb-run`.
///
/// Arguments: the launcher, how often, and the program's own arguments, such as `--library DIR`.
/// Logs go where the program's own do, so `AKIN_HOME` should name a folder for trying.
public final class MeasureLaunch {
  private static final Pattern LINE = Pattern.compile(Window.SHOWN + " (\\d+) ms");
  private static final long PATIENCE_SECONDS = 60;

  private MeasureLaunch() {}

  /// Measures, and prints every time and the median.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int runs = Integer.parseInt(arguments[1]);
    Path logs = Path.of(System.getenv("AKIN_HOME"), "logs");
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      long before = lines(logs).size();
      List<String> command = new ArrayList<>(List.of(arguments[0]));
      command.addAll(Arrays.asList(arguments).subList(2, arguments.length));
      Process process = new ProcessBuilder(command).inheritIO().start();
      List<Long> found = lines(logs);
      for (int second = 0; found.size() == before && second < 10 * PATIENCE_SECONDS; second++) {
        TimeUnit.MILLISECONDS.sleep(100);
        found = lines(logs);
      }
      process.destroy();
      process.waitFor();
      times.add(found.getLast());
      System.out.println("run " + (i + 1) + ": " + found.getLast() + " ms");
    }
    times.sort(null);
    System.out.println("median: " + times.get(times.size() / 2) + " ms");
  }

  private static List<Long> lines(Path logs) throws IOException {
    List<Long> times = new ArrayList<>();
    if (!Files.isDirectory(logs)) {
      return times;
    }
    try (Stream<Path> files = Files.list(logs)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        Matcher matcher = LINE.matcher(Files.readString(log));
        while (matcher.find()) {
          times.add(Long.parseLong(matcher.group(1)));
        }
      }
    }
    return times;
  }
}
