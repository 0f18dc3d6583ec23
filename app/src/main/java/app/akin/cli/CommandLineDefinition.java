package app.akin.cli;

import app.akin.core.benchmark.BenchmarkPlan;
import app.akin.core.diagnostics.WindowLibraries;
import app.akin.core.photo.OperatingSystem;
import app.akin.i18n.Messages;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.logging.Logger;
import picocli.CommandLine;

/// Describes the command line for the manual page and the shell completions.
public final class CommandLineDefinition {
  private CommandLineDefinition() {}

  /// Returns the command line with all verbs and options in English. It must not be executed.
  public static CommandLine commandLine() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(nowhere, nowhere, InputStream::nullInputStream, false, 80, false);
    Context context =
        new Context(
            terminal,
            Messages.ofCommandLine(),
            OperatingSystem.LINUX,
            Path.of(""),
            Map.of(),
            Clock.systemUTC(),
            Logger.getAnonymousLogger(),
            new WindowLibraries(_ -> true),
            null);
    try (ShutdownHook shutdown = ShutdownHook.install()) {
      return new Akin(context, BenchmarkPlan.standard(), (_, _, _, _) -> false, _ -> "")
          .commandLine(shutdown);
    }
  }
}
