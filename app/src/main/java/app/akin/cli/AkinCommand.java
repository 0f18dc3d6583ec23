package app.akin.cli;

import app.akin.core.diagnostics.WindowLibraries;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `akin` command without a verb, and the options that all verbs inherit.
@Command(name = "akin", versionProvider = Version.class)
final class AkinCommand implements Callable<Integer> {
  /// The exit code of a verb that the user has stopped: 128 and the number of SIGINT.
  static final int INTERRUPTED = 130;

  private final Context context;
  private final ShutdownHook shutdown;
  private final WindowLauncher windowLauncher;
  private final WindowRenderer windowRenderer;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--library",
      paramLabel = "DIR",
      descriptionKey = "help.library",
      scope = ScopeType.INHERIT)
  private @Nullable Path library;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR",
      descriptionKey = "help.model",
      scope = ScopeType.INHERIT)
  private @Nullable String model;

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda|mps",
      descriptionKey = "help.device",
      scope = ScopeType.INHERIT)
  private Device device = Device.AUTO;

  @Option(
      names = "--precision",
      paramLabel = "auto|fp32|bf16|fp16|int8",
      descriptionKey = "help.precision",
      scope = ScopeType.INHERIT)
  private OptionConverters.WantedPrecision precision = new OptionConverters.WantedPrecision(null);

  @Option(names = "--json", descriptionKey = "help.json", scope = ScopeType.INHERIT)
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      descriptionKey = "help.help",
      scope = ScopeType.INHERIT)
  // Handled by picocli.
  @SuppressWarnings("UnusedVariable")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      descriptionKey = "help.version")
  // Handled by picocli.
  @SuppressWarnings("UnusedVariable")
  private boolean version;

  @Option(names = "--self-test", descriptionKey = "help.self-test")
  private boolean selfTest;

  AkinCommand(
      Context context,
      ShutdownHook shutdown,
      WindowLauncher windowLauncher,
      WindowRenderer windowRenderer) {
    this.context = context;
    this.shutdown = shutdown;
    this.windowLauncher = windowLauncher;
    this.windowRenderer = windowRenderer;
  }

  /// Opens the library selected by the options; the caller closes it.
  PhotoLibrary openLibrary() {
    shutdown.begin();
    return context.open(context.places(library));
  }

  /// Returns the folders selected by the options.
  AppPaths places() {
    return context.places(library);
  }

  /// Returns the model selected by the options.
  ModelSelection modelSelection() {
    return new ModelSelection(model, device, precision.precision());
  }

  /// Returns the model selected for one query. It runs on the CPU unless `--device` says otherwise,
  /// because starting a GPU takes longer than one query.
  ModelSelection queryModelSelection() {
    return new ModelSelection(
        model, device == Device.AUTO ? Device.CPU : device, precision.precision());
  }

  /// Returns the arguments that select this library on another command line.
  List<String> libraryArguments() {
    Path chosen = library;
    return chosen == null ? List.of() : List.of("--library", chosen.toString());
  }

  /// Returns whether output is JSON.
  boolean json() {
    return json;
  }

  /// Opens the window, or runs the self-test with `--self-test`.
  @Override
  public Integer call() {
    if (selfTest) {
      shutdown.begin();
      return new SelfTestRun(context, windowRenderer, json).run();
    }
    return openWindow(List.of());
  }

  /// Opens the window. Prints what the system lacks for it, or the help if no display is available.
  ///
  /// @param photos query images
  int openWindow(List<Path> photos) {
    return openWindow(photos, () -> Objects.requireNonNull(spec).commandLine());
  }

  /// Opens the window. Prints what the system lacks for it, or the help if no display is available.
  ///
  /// @param verbs creates the command line for the help
  int openWindow(List<Path> photos, Supplier<CommandLine> verbs) {
    AppPaths places = context.places(library);
    if (context.hasDisplay()) {
      LogFile.open(context.log(), places.logs());
      if (windowLauncher.open(places, modelSelection(), photos, shutdown)) {
        return 0;
      }
      // Checked only now, because loading the libraries would delay the window.
      List<WindowLibraries.Library> missing = context.windowLibraries().missing();
      if (!missing.isEmpty()) {
        missing.forEach(
            library ->
                context
                    .terminal()
                    .errors()
                    .println(context.messages().of("window.missing." + library.name())));
        return 1;
      }
    }
    context.terminal().errors().println(context.messages().of("help.display"));
    verbs.get().usage(context.terminal().out());
    return 0;
  }
}
