package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ActiveModel.Choice;
import app.akin.core.photo.DataSize;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin models remove`: removes a model.
@Command(name = "remove")
final class ModelsRemoveVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;

  @Parameters(paramLabel = "NAME", descriptionKey = "model")
  private String name = "";

  @Option(names = "--yes")
  private boolean yes;

  ModelsRemoveVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    Messages messages = context.messages();
    try (PhotoLibrary library = akin.openLibrary()) {
      Choice choice = library.models().choice();
      boolean used = choice.active().equals(name) || choice.target().equals(name);
      if (used
          && !name.equals("starter")
          && !yes
          && !context.confirm(messages.of("models.remove.ask", Text.visible(name)))) {
        context.terminal().errors().println(messages.of("models.remove.kept"));
        return 1;
      }
      long bytes = library.models().remove(name);
      context
          .terminal()
          .out()
          .println(
              akin.json()
                  ? new JsonLine().with("model", name).with("freed", bytes).toString()
                  : messages.of(
                      "models.removed", Text.visible(name), DataSize.occupiedMegabytes(bytes)));
    }
    return 0;
  }
}
