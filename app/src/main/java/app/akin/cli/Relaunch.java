package app.akin.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts this program again, in a process of its own, as it was started: by the launcher of an
/// installed Akin, or by a Java.
final class Relaunch {
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "--add-modules",
          "jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:-UsePerfData",
          "-Xmx512m",
          "-Djava.awt.headless=true");

  private Relaunch() {}

  /// What starts it with a command line.
  ///
  /// @param environment the environment, besides the process's own
  static ProcessBuilder of(Map<String, String> environment, List<String> arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command = ProcessHandle.current().info().command().orElse(java);
    boolean byJava = String.valueOf(Path.of(command).getFileName()).matches("javaw?(\\.exe)?");
    List<String> words = new ArrayList<>();
    words.add(command);
    if (byJava) {
      words.addAll(JAVA_OPTIONS);
      Optional.ofNullable(System.getProperty("akin.natives"))
          .ifPresent(natives -> words.add("-Dakin.natives=" + natives));
      words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    }
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    return builder;
  }
}
