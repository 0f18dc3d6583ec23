package app.akin.cli;

import app.akin.core.benchmark.BenchmarkPlan;
import app.akin.core.diagnostics.WindowLibraries;
import app.akin.core.library.AppPaths;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.update.Updates;
import app.akin.desktop.DesktopApp;
import app.akin.desktop.OffscreenWindow;
import app.akin.desktop.actions.ExternalPrograms;
import app.akin.i18n.Messages;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/// The entry point, and the only place that assembles the program.
public final class Main {
  private Main() {}

  /// Runs one command line and exits with its exit code.
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    System.setErr(terminal.errors());
    String natives = System.getProperty("akin.natives", "");
    OperatingSystem system = OperatingSystem.current();
    Map<String, String> environment = System.getenv();
    Path account = Path.of(System.getProperty("user.home"));
    Context context =
        new Context(
            terminal,
            Messages.ofCommandLine(),
            system,
            system.home(environment, account),
            environment,
            Clock.system(ZoneId.systemDefault()),
            Logger.getLogger(""),
            WindowLibraries.ofSystem(system),
            natives.isEmpty() ? null : Path.of(natives));
    System.exit(
        new Akin(
                context,
                BenchmarkPlan.standard(),
                (places, selection, photos, shutdown) ->
                    window(start(context, places, selection, photos), shutdown),
                places ->
                    OffscreenWindow.render(
                        start(context, places, ModelSelection.DEFAULT, List.of())))
            .run(arguments));
  }

  private static boolean window(DesktopApp.Start start, ShutdownHook shutdown) {
    DesktopApp app = new DesktopApp(start);
    shutdown.onShutdown(
        () -> {
          // The toolkit shuts down concurrently and would log errors.
          System.setErr(new PrintStream(OutputStream.nullOutputStream()));
          app.close();
        });
    // The toolkit prints its errors, such as a missing library, to standard error.
    System.setErr(LogStream.of(LoggerFactory.getLogger(DesktopApp.class)));
    return app.run();
  }

  private static DesktopApp.Start start(
      Context context, AppPaths places, ModelSelection selection, List<Path> photos) {
    return new DesktopApp.Start(
        places,
        selection,
        photos,
        context.clock(),
        Locale.getDefault(),
        context.network(),
        Version.number(),
        ExternalPrograms.ofSystem(context.system()),
        new Updates(places.settings(), context.environment(), context.clock()));
  }
}
