package app.akin.cli;

import app.akin.core.benchmark.BenchmarkPlan;
import app.akin.core.diagnostics.WindowLibraries;
import app.akin.core.library.AppPaths;
import app.akin.core.model.ModelSelection;
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
    Context context =
        new Context(
            terminal,
            Messages.ofCommandLine(),
            System.getProperty("os.name"),
            Path.of(System.getProperty("user.home")),
            System.getenv(),
            Clock.system(ZoneId.systemDefault()),
            Logger.getLogger(""),
            WindowLibraries.ofSystem(System.getProperty("os.name")),
            natives.isEmpty() ? null : Path.of(natives));
    System.exit(
        new Akin(context, BenchmarkPlan.standard(), Main::window, Main::draw).run(arguments));
  }

  private static boolean window(
      AppPaths places, ModelSelection wish, List<Path> photos, ShutdownHook shutdown) {
    DesktopApp app = new DesktopApp(start(places, wish, photos));
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

  private static String draw(AppPaths places) throws InterruptedException {
    return OffscreenWindow.render(start(places, ModelSelection.DEFAULT, List.of()));
  }

  private static DesktopApp.Start start(AppPaths places, ModelSelection wish, List<Path> photos) {
    Clock clock = Clock.system(ZoneId.systemDefault());
    return new DesktopApp.Start(
        places,
        wish,
        photos,
        clock,
        Locale.getDefault(),
        Path.of(System.getProperty("user.home")),
        Version.number(),
        ExternalPrograms.ofSystem(),
        new Updates(places.settings(), System.getenv(), clock));
  }
}
