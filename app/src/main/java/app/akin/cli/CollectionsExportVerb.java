package app.akin.cli;

import app.akin.core.export.ExportProgress;
import app.akin.core.export.ExportResult;
import app.akin.core.export.PhotoExport;
import app.akin.core.library.PhotoCollections.PhotoCollection;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.ContentId;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `akin collections export NAME TARGET`: copies of photos, a list or a contact sheet.
@Command(name = "export")
final class CollectionsExportVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
  private String name = "";

  @Parameters(index = "1", paramLabel = "TARGET", descriptionKey = "target")
  private Path target = Path.of("");

  @Option(names = "--as", paramLabel = "copies|csv|paths|pdf")
  private PhotoExport.Form form = PhotoExport.Form.COPIES;

  @Option(names = "--size", paramLabel = "PIXELS")
  private @Nullable Integer size;

  CollectionsExportVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() {
    Integer side = size;
    if (side != null && (side < 1 || form != PhotoExport.Form.COPIES)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          context.messages().of("collections.export.size"));
    }
    AtomicBoolean stopped = new AtomicBoolean();
    PercentLine line =
        new PercentLine(context.terminal(), context.messages(), "collections.exporting");
    ExportResult result;
    try (PhotoLibrary library = akin.openLibrary()) {
      shutdown.onShutdown(() -> stopped.set(true));
      PhotoCollection collection = library.collections().find(name);
      List<ContentId> contents = library.collections().contents(collection.id());
      ExportProgress progress =
          (done, total) -> {
            line.show((double) done / total);
            return !stopped.get();
          };
      result =
          library
              .export()
              .run(form, contents, target, side == null ? 0 : side, collection.name(), progress);
    } finally {
      line.clear();
    }
    print(result);
    return result.isStopped() ? AkinCommand.INTERRUPTED : 0;
  }

  private void print(ExportResult result) {
    Messages messages = context.messages();
    for (ExportResult.Skipped skipped : result.skipped()) {
      context
          .terminal()
          .errors()
          .println(
              messages.of(
                  "collections.export." + skipped.reason().name(), Text.visible(skipped.name())));
    }
    if (result.isStopped()) {
      context.terminal().errors().println(messages.of("collections.export.stopped"));
    }
    if (akin.json()) {
      context
          .terminal()
          .out()
          .println(
              new JsonLine()
                  .with("written", result.written())
                  .withObjects(
                      "skipped",
                      result.skipped(),
                      (line, skipped) ->
                          line.with("path", skipped.name())
                              .with("reason", skipped.reason().name().toLowerCase(Locale.ROOT)))
                  .with("stopped", result.isStopped()));
    } else {
      context
          .terminal()
          .out()
          .println(
              messages.of(
                  "collections.exported", result.written(), Text.visible(target.toString())));
    }
  }
}
