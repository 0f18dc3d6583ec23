package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.CatalogedModel;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin models use`: switches the library to a model.
@Command(name = "use")
final class ModelsUseVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;

  @Parameters(paramLabel = "NAME", descriptionKey = "model")
  private String name = "";

  @Option(names = "--now")
  private boolean now;

  ModelsUseVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() {
    CatalogedModel model;
    String answers;
    try (PhotoLibrary library = akin.openLibrary()) {
      model = library.models().switchTo(name, now);
      answers = library.models().choice().active();
    }
    context
        .terminal()
        .out()
        .println(akin.json() ? ModelText.json(model).toString() : words(model, answers));
    return 0;
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
