package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.CatalogedModel.State;
import app.akin.core.model.LibraryModels;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.photo.DataSize;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin models get`: downloads a model and shows the progress.
@Command(name = "get")
final class ModelsGetVerb implements Callable<Integer> {

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;

  @Parameters(paramLabel = "NAME", descriptionKey = "model")
  private String name = "";

  @Option(names = "--keep")
  private boolean keep;

  ModelsGetVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws InterruptedException {
    Messages messages = context.messages();
    PrintStream errors = context.terminal().errors();
    try (PhotoLibrary library = akin.openLibrary()) {
      LibraryModels models = library.models();
      ModelDescriptor wanted = models.findDownloadable(name);
      if (models.find(wanted.name()).state() == State.OFFERED) {
        errors.println(
            messages.of("models.licence", wanted.title(), wanted.repository(), wanted.licence()));
        LibraryModels.licence(wanted.licence()).ifPresent(errors::println);
      }
      ModelFetch fetch = models.fetch(wanted.name(), keep);
      shutdown.onShutdown(fetch::stop);
      new FetchLine(context).follow(fetch);
      if (!fetch.await()) {
        errors.println(messages.of("models.got.stopped", wanted.name()));
        return AkinCommand.INTERRUPTED;
      }
      CatalogedModel here = models.find(wanted.name());
      if (akin.json()) {
        context.terminal().out().println(ModelText.json(here));
      } else {
        ModelText text = new ModelText(messages);
        context
            .terminal()
            .out()
            .println(
                messages.of(
                    "models.got",
                    Text.visible(wanted.name()),
                    DataSize.occupiedMegabytes(here.bytes()),
                    here.verification().map(text::verified).orElse("")));
        text.afterInstall(here, library, context.terminal().out());
      }
      return 0;
    }
  }
}
