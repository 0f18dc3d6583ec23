package app.akin.cli;

import app.akin.core.library.LibraryPlaces;
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

/// `akin` itself: the options that every verb takes, and what happens without a verb.
@Command(name = "akin", versionProvider = Version.class)
final class AkinCommand implements Callable<Integer> {
  private final Context context;
  private final Ending ending;
  private final Front front;
  private final Drawing drawing;

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
  private Words.WantedPrecision precision = new Words.WantedPrecision(null);

  @Option(names = "--json", descriptionKey = "help.json", scope = ScopeType.INHERIT)
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      descriptionKey = "help.help",
      scope = ScopeType.INHERIT)
  // Picocli acts on it by itself.
  @SuppressWarnings("UnusedVariable")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      descriptionKey = "help.version")
  // Picocli acts on it by itself.
  @SuppressWarnings("UnusedVariable")
  private boolean version;

  @Option(names = "--self-test", descriptionKey = "help.self-test")
  private boolean selfTest;

  AkinCommand(Context context, Ending ending, Front front, Drawing drawing) {
    this.context = context;
    this.ending = ending;
    this.front = front;
    this.drawing = drawing;
  }

  /// The library that the options name; the caller closes it.
  PhotoLibrary openLibrary() {
    ending.begin();
    return context.open(context.places(library));
  }

  /// Where the things are kept that the options name.
  LibraryPlaces places() {
    return context.places(library);
  }

  /// The model that the options name.
  ModelSelection wish() {
    return new ModelSelection(model, device, precision.precision());
  }

  /// The same for one question: on the processor where nobody says otherwise, because waking a
  /// graphics card takes longer than the answer.
  ModelSelection questionWish() {
    return new ModelSelection(
        model, device == Device.AUTO ? Device.CPU : device, precision.precision());
  }

  /// What names the library on another command line.
  List<String> libraryArguments() {
    Path chosen = library;
    return chosen == null ? List.of() : List.of("--library", chosen.toString());
  }

  /// Whether programs read the output.
  boolean json() {
    return json;
  }

  /// Without a verb the window opens, unless the installation is to be tried.
  @Override
  public Integer call() {
    if (selfTest) {
      ending.begin();
      return new SelfTestRun(context, drawing, json).run();
    }
    return openWindow(List.of());
  }

  /// Opens the window; without a display it says so and what else there is.
  ///
  /// @param photos what to search with at once
  int openWindow(List<Path> photos) {
    return openWindow(photos, () -> Objects.requireNonNull(spec).commandLine());
  }

  /// The same where nobody has read a command line.
  ///
  /// @param verbs what else there is, made where it is told
  int openWindow(List<Path> photos, Supplier<CommandLine> verbs) {
    LibraryPlaces places = context.places(library);
    if (context.hasDisplay()) {
      LogFile.open(context.log(), places.logs());
      if (front.open(places, wish(), photos, ending)) {
        return 0;
      }
    }
    context.terminal().errors().println(context.messages().of("help.display"));
    verbs.get().usage(context.terminal().out());
    return 0;
  }
}
