package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.LibraryModels;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin models use`: switches the library to a model.
@Command(name = "use")
final class ModelsUseVerb implements Callable<Integer> {

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;

  @Parameters(paramLabel = "NAME", descriptionKey = "model")
  private String name = "";

  @Option(names = "--now")
  private boolean now;

  ModelsUseVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() {
    CatalogedModel model;
    String answers;
    try (PhotoLibrary library = akin.openLibrary()) {
      if (!measure(library.models())) {
        context.terminal().errors().println(context.messages().of("check.stopped"));
        return AkinCommand.INTERRUPTED;
      }
      model = library.models().switchTo(name, now);
      answers = library.models().choice().active();
    }
    if (akin.json()) {
      context.terminal().out().println(ModelText.json(model));
      return 0;
    }
    context.terminal().out().println(words(model, answers));
    new ModelText(context.messages())
        .timeLines(model, answers)
        .forEach(context.terminal().out()::println);
    return 0;
  }

  /// Measures how long photos take with a model that embeds prompts, if that is unknown and the
  /// library has photos to index.
  ///
  /// @return whether to continue; false if the user stopped it
  private boolean measure(LibraryModels models) {
    boolean wanted =
        models.list().stream()
            .filter(
                known ->
                    known.descriptor().name().equals(name)
                        || known.descriptor().title().equalsIgnoreCase(name))
            .anyMatch(
                known ->
                    known.state() == CatalogedModel.State.INSTALLED
                        && known.embedsPrompts()
                        && known.missingCount() > 0
                        && known.photoTime().isEmpty());
    if (!wanted) {
      return true;
    }
    AtomicBoolean stopped = new AtomicBoolean();
    shutdown.onShutdown(() -> stopped.set(true));
    PercentLine line =
        new PercentLine(context.terminal(), context.messages(), "models.time.measuring");
    models.timePhotos(
        name,
        part -> {
          line.show(part);
          return !stopped.get();
        });
    line.clear();
    return !stopped.get();
  }

  private String words(CatalogedModel model, String answers) {
    Messages messages = context.messages();
    String title = Text.visible(model.descriptor().name());
    long missing = model.photoCount() - model.embeddedCount();
    if (!model.active()) {
      return messages.of(
          "models.use.moves",
          title,
          model.embeddedCount(),
          model.photoCount(),
          Text.visible(answers));
    }
    return missing > 0
        ? messages.of("models.use.partly", title, missing, model.photoCount())
        : messages.of("models.use.answers", title, model.embeddedCount(), model.photoCount());
  }
}
