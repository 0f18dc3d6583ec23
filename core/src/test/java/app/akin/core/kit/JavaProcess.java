package app.akin.core.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts Java processes with the test class path, for code that may end the process or runs once
/// per process.
public final class JavaProcess {
  private JavaProcess() {}

  /// Returns a process builder for the `main` of a class.
  public static ProcessBuilder of(Class<?> main, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words);
  }

  /// Returns a process builder for the `main` of a class whose files have a limited size, which
  /// simulates a full disk. Needs Unix.
  ///
  /// @param blocks the limit in blocks of 512 bytes
  public static ProcessBuilder withFileLimit(int blocks, Class<?> main, String... arguments) {
    ProcessBuilder builder = of(main, arguments);
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"));
    words.addAll(builder.command());
    // Performance data is a file, too.
    words.add(5, "-XX:-UsePerfData");
    return builder.command(words);
  }
}
