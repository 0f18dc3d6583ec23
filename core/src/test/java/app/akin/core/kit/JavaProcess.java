package app.akin.core.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Processes of their own with the class path of the tests, for what may end one or happens once in
/// each.
public final class JavaProcess {
  private JavaProcess() {}

  /// What starts a class's `main`.
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
}
