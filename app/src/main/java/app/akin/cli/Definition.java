package app.akin.cli;

import app.akin.core.benchmark.BenchPlan;
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

/// The command line as it is defined, for those who describe it: the manual page and what shells
/// complete.
public final class Definition {
  private Definition() {}

  /// The program with all its verbs and options, worded in English. It is read and never run.
  public static CommandLine commandLine() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(nowhere, nowhere, InputStream::nullInputStream, false, 80);
    Context context =
        new Context(
            terminal,
            Messages.ofCommandLine(),
            "Linux",
            Path.of(""),
            Map.of(),
            Clock.systemUTC(),
            Logger.getAnonymousLogger(),
            null);
    try (Ending ending = Ending.watch()) {
      return new Akin(context, BenchPlan.standard(), (_, _, _, _) -> false, _ -> "")
          .commandLine(ending);
    }
  }
}
