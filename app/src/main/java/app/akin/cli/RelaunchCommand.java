package app.akin.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Builds the command that starts this program again in a new process, through the launcher or a
/// JVM.
final class RelaunchCommand {
  private static final List<String> JAVA_OPTIONS =
      List.of(
          "--add-modules",
          "jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:-UsePerfData",
          "-Xmx512m",
          "-Djava.awt.headless=true");

  private RelaunchCommand() {}

  /// Returns a process builder for a command line.
  ///
  /// @param environment variables to set in addition to those of this process
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
