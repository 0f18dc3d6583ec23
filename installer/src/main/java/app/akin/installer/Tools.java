package app.akin.installer;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/// Runs tools of the JDK in this process, and programs of the system.
final class Tools {
  private Tools() {}

  /// Runs a tool of the JDK.
  ///
  /// @throws IllegalStateException if it fails, with its output
  static void runJdk(String name, List<String> arguments) {
    ToolProvider tool =
        ToolProvider.findFirst(name)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "This Java has no "
                            + name
                            + ": build with a whole JDK 25, for example from"
                            + " https://adoptium.net."));
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    if (tool.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException(name + " failed: " + said);
    }
  }

  /// Returns whether the system has a program.
  static boolean exists(String name) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }

  /// Runs a program of the system and returns its output of both streams.
  ///
  /// @param environment additional environment variables
  /// @throws IllegalStateException if it fails, with its output
  static String runSystem(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
    }
    return said;
  }
}
