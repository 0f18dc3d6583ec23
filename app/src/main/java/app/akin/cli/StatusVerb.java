package app.akin.cli;

import app.akin.core.library.LibraryStatus;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.PathText;
import app.akin.core.photo.TextCounts;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `akin status`: shows the contents of the library and the files that couldn't be read.
@Command(name = "status")
final class StatusVerb implements Callable<Integer> {
  private final AkinCommand akin;
  private final Context context;

  @Option(names = "--failures")
  private boolean failures;

  StatusVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() {
    LibraryStatus status;
    TextCounts texts;
    try (PhotoLibrary library = akin.openLibrary()) {
      texts = library.texts().counts();
      status = library.status(akin.modelSelection());
      if (!akin.json()) {
        new ModelText(context.messages()).hint(library, context.terminal().errors());
      }
    }
    if (akin.json()) {
      context.terminal().out().println(json(status, texts));
    } else {
      print(status, texts);
    }
    return 0;
  }

  private JsonLine json(LibraryStatus status, TextCounts texts) {
    return new JsonLine()
        .with("library", PathText.of(status.library()))
        .with("photos", status.photos())
        .with("files", status.files())
        .with("contents", status.contents())
        .with("embedded", status.embedded())
        .with("twins", status.siblings())
        .with("failed", status.failures().size())
        .with("small", status.small())
        .with("videos", status.videos())
        .with("live", status.companions())
        .with("others", status.others().count())
        .withTexts("other_names", status.others().examples())
        .with("model", status.model())
        .with("text_read", texts.read())
        .with("with_text", texts.withText())
        .withObjects("folders", status.folders(), FoldersVerb::addMembers)
        .withObjects(
            "failures",
            status.failures(),
            (object, failure) -> {
              object
                  .with("path", PathText.of(failure.path()))
                  .with("kind", failure.kind().word())
                  .with("detail", failure.detail())
                  .with("tries", failure.tries());
              if (failures) {
                object.with("last", failure.lastTry().toString());
              }
            });
  }

  private void print(LibraryStatus status, TextCounts texts) {
    Messages messages = context.messages();
    PrintStream out = context.terminal().out();
    out.println(messages.of("status.library", Text.visible(status.library().toString())));
    out.println(messages.of("status.photos", status.photos(), status.files(), status.contents()));
    if (status.siblings() > 0) {
      out.println(messages.of("status.twins", status.siblings()));
    }
    out.println(messages.of("status.model", Text.visible(status.model()), status.embedded()));
    out.println(messages.of("status.text", texts.read(), texts.withText()));
    for (LibraryStatus.Folder folder : status.folders()) {
      FoldersVerb.lines(folder, messages)
          .forEach(line -> out.println(messages.of("status.folder", line)));
    }
    if (status.folders().isEmpty()) {
      out.println(messages.of("status.folder", messages.of("folders.none")));
    }
    if (status.small() > 0) {
      out.println(messages.of("status.small", status.small()));
    }
    if (status.videos() > 0) {
      out.println(messages.of("status.videos", status.videos()));
    }
    if (status.companions() > 0) {
      out.println(messages.of("status.live", status.companions()));
    }
    if (status.others().count() > 0) {
      out.println(
          messages.of(
              "status.others",
              status.others().count(),
              Text.visible(String.join(", ", status.others().examples()))));
    }
    int failed = status.failures().size();
    if (failed > 0) {
      out.println(messages.of(failures ? "status.failed" : "status.failed.hint", failed));
    }
    if (failures) {
      for (LibraryStatus.Failure failure : status.failures()) {
        out.println(
            messages.of(
                "status.failure",
                Text.visible(failure.path().toString()),
                messages.of(failure.kind()),
                Text.visible(failure.detail()),
                failure.tries(),
                LocalDateTime.ofInstant(failure.lastTry(), context.clock().getZone())
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString()));
      }
    }
  }
}
