package app.akin.cli;

import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.CatalogedModel;
import app.akin.core.model.install.ModelFetch;
import app.akin.core.photo.DataSize;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin models import`: imports a model from files.
@Command(name = "import")
final class ModelsImportVerb implements Callable<Integer> {

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;

  @Parameters(paramLabel = "DIR|ZIP", descriptionKey = "source")
  private Path source = Path.of("");

  @Option(names = "--keep")
  private boolean keep;

  ModelsImportVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws InterruptedException {
    Messages messages = context.messages();
    try (PhotoLibrary library = akin.openLibrary()) {
      Path absolute = source.toAbsolutePath().normalize();
      if (library.models().containsCode(absolute)) {
        context
            .terminal()
            .errors()
            .println(messages.of("models.trust", Text.visible(absolute.toString())));
      }
      ModelFetch imported = library.models().startImport(absolute, keep);
      shutdown.onShutdown(imported::stop);
      new FetchLine(context).follow(imported);
      if (!imported.await()) {
        context.terminal().errors().println(messages.of("models.imported.stopped"));
        return AkinCommand.INTERRUPTED;
      }
      String name = imported.status().name();
      CatalogedModel here = library.models().find(name);
      if (akin.json()) {
        context.terminal().out().println(ModelText.json(here));
      } else {
        context
            .terminal()
            .out()
            .println(
                messages.of(
                    "models.imported",
                    Text.visible(name),
                    DataSize.occupiedMegabytes(here.bytes())));
        new ModelText(messages).afterInstall(here, library, context.terminal().out());
      }
    }
    return 0;
  }
}
