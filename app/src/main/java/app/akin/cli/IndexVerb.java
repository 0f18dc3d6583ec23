package app.akin.cli;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.library.PhotoLibrary;
import app.akin.words.Messages;
import app.akin.words.Text;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin index`: takes photos in and shows how far it is.
@Command(name = "index")
final class IndexVerb implements Callable<Integer> {
  private static final int INTERRUPTED = 130;
  private static final double MILLIS = 1000;

  private final AkinCommand akin;
  private final Context context;
  private final Ending ending;

  @Parameters(arity = "0..*", paramLabel = "DIR", descriptionKey = "dirs")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--retry")
  private boolean retry;

  @Option(names = "--gentle")
  private boolean gentle;

  IndexVerb(AkinCommand akin, Context context, Ending ending) {
    this.akin = akin;
    this.context = context;
    this.ending = ending;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (PhotoLibrary library = akin.openLibrary()) {
      IngestJob job = library.ingest().start(new IngestRequest(folders, retry, akin.wish()));
      job.gentle(gentle);
      ending.stopBy(job::stop);
      IngestReport report = await(job);
      print(report);
      if (!akin.json()) {
        new ModelText(context.messages()).hint(library, context.terminal().errors());
      }
      return report.stopped() ? INTERRUPTED : 0;
    }
  }

  private IngestReport await(IngestJob job) throws InterruptedException {
    try (Progress _ = Progress.show(job::status, context.terminal(), context.messages())) {
      return job.await();
    }
  }

  private void print(IngestReport report) {
    Messages messages = context.messages();
    PrintStream errors = context.terminal().errors();
    PrintStream out = context.terminal().out();
    for (Path absent : report.absent()) {
      errors.println(messages.of("index.absent", Text.visible(absent.toString())));
    }
    report
        .slowness()
        .ifPresent(why -> errors.println(messages.of("index.slow", Text.visible(why))));
    double seconds = report.time().toMillis() / MILLIS;
    if (report.stopped()) {
      errors.println(messages.of("index.stopped"));
    }
    if (akin.json()) {
      out.println(
          new JsonLine()
              .with("files", report.files())
              .with("photos", report.photos())
              .with("embedded", report.embedded())
              .with("known", report.known())
              .with("failed", report.failed())
              .with("seconds", seconds));
      return;
    }
    out.println(
        messages.of(
            "index.done",
            report.photos(),
            report.embedded(),
            Text.visible(report.model()),
            report.known(),
            seconds));
    if (report.gone() > 0) {
      out.println(messages.of("index.gone", report.gone()));
    }
    if (report.failed() > 0) {
      out.println(messages.of("index.failed", report.failed()));
    }
  }
}
