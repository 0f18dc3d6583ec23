package app.akin.cli;

import app.akin.core.care.BenchPlan;
import app.akin.words.Messages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.logging.Logger;

/// Where the program begins, and the one place that puts its parts together.
public final class Main {
  private Main() {}

  /// Runs one command line and ends the process with its exit code.
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    System.setErr(terminal.errors());
    Context context =
        new Context(
            terminal,
            Messages.ofCommandLine(),
            System.getProperty("os.name"),
            Path.of(System.getProperty("user.home")),
            System.getenv(),
            Clock.system(ZoneId.systemDefault()),
            Logger.getLogger(""));
    System.exit(new Akin(context, BenchPlan.standard()).run(arguments));
  }
}
