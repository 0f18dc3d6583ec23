package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.CatalogedModel;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `akin models list`: lists the models.
@Command(name = "list")
final class ModelsListVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;

  ModelsListVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() {
    ModelText text = new ModelText(context.messages());
    try (PhotoLibrary library = akin.openLibrary()) {
      for (CatalogedModel model : library.models().list()) {
        if (akin.json()) {
          context.terminal().out().println(ModelText.json(model));
        } else {
          text.lines(model).forEach(context.terminal().out()::println);
        }
      }
      if (!akin.json()) {
        text.hint(library, context.terminal().errors());
      }
    }
    return 0;
  }
}
