package app.akin.cli;

import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.library.PhotoLibrary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `akin index`: takes photos in and shows how far it is.
@Command(name = "index")
final class IndexVerb implements Callable<Integer> {
  private static final int INTERRUPTED = 130;
  private static final long LAST_WORDS_SECONDS = 30;
  private static final double MILLIS = 1000;

  private final AkinCommand akin;
  private final Context context;

  @Parameters(arity = "0..*", paramLabel = "DIR", descriptionKey = "dirs")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--retry")
  private boolean retry;

  IndexVerb(AkinCommand akin, Context context) {
    this.akin = akin;
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (PhotoLibrary library = akin.openLibrary()) {
      IngestJob job = library.ingest().start(new IngestRequest(folders, retry, akin.wish()));
      CountDownLatch finished = new CountDownLatch(1);
      Thread ending = new Thread(() -> end(job, finished), "akin-ending");
      Runtime.getRuntime().addShutdownHook(ending);
      try {
        IngestReport report = await(job);
        print(report);
        return report.stopped() ? INTERRUPTED : 0;
      } finally {
        context.terminal().out().flush();
        finished.countDown();
        forget(ending);
      }
    }
  }

  /// Runs when the process is asked to end: what is under way is brought to a clean end and told.
  private void end(IngestJob job, CountDownLatch finished) {
    job.stop();
    try {
      if (!finished.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        context.terminal().errors().println(context.messages().of("index.cut"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread ending) {
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException e) {
      // The process is ending: the hook has done its work.
      return;
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
