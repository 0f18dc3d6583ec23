package app.akin.cli;

import app.akin.core.ingest.FileLoss;
import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.WatchSettings;
import app.akin.core.ingest.WatchStatus;
import app.akin.core.ingest.Watcher;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.AkinException;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `akin index`: indexes photos and shows the progress.
@Command(name = "index")
final class IndexVerb implements Callable<Integer> {
  private static final double MILLIS = 1000;
  private static final long POLL_MILLIS = 250;

  private final AkinCommand akin;
  private final Context context;
  private final ShutdownHook shutdown;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "DIR", descriptionKey = "dirs")
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--retry")
  private boolean retry;

  @Option(names = "--reread", paramLabel = "DIR")
  private List<Path> reread = new ArrayList<>();

  @Option(names = "--gentle")
  private boolean gentle;

  @Option(names = "--accept-loss")
  private boolean acceptLoss;

  @Option(names = "--watch")
  private boolean watch;

  IndexVerb(AkinCommand akin, Context context, ShutdownHook shutdown) {
    this.akin = akin;
    this.context = context;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!reread.isEmpty() && !folders.isEmpty()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), context.messages().of("usage.reread"));
    }
    try (PhotoLibrary library = akin.openLibrary()) {
      IngestRequest request =
          reread.isEmpty()
              ? new IngestRequest(folders, retry, akin.modelSelection())
              : new IngestRequest(reread, retry, akin.modelSelection()).withReread();
      IngestJob job = library.ingest().start(acceptLoss ? request.withAcceptedLoss() : request);
      job.setGentle(gentle);
      shutdown.onShutdown(job::stop);
      IngestReport report = await(job);
      print(report);
      if (!akin.json()) {
        new ModelText(context.messages()).hint(library, context.terminal().errors());
      }
      printRefusedGpu(library);
      if (watch && !report.stopped()) {
        watch(library);
        return 0;
      }
      return report.stopped() ? AkinCommand.INTERRUPTED : 0;
    }
  }

  /// Prints the reason if a GPU is present but not used.
  private void printRefusedGpu(PhotoLibrary library) {
    String reason = library.deviceChoice(akin.modelSelection()).reason();
    if (!reason.isEmpty()) {
      context
          .terminal()
          .errors()
          .println(context.messages().of("card.refused", Text.visible(reason)));
    }
  }

  /// Indexes changes until the process is terminated.
  private void watch(PhotoLibrary library) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    shutdown.onShutdown(asked::countDown);
    PrintStream errors = context.terminal().errors();
    errors.println(context.messages().of("index.watching"));
    String problem = "";
    long runs = 0;
    try (Watcher watcher =
        library.ingest().watch(akin.modelSelection(), gentle, WatchSettings.defaults())) {
      while (!asked.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        WatchStatus status = watcher.status();
        IngestReport last = status.lastReport().orElse(null);
        if (status.runs() > runs && last != null && isNews(last)) {
          print(last);
          context.terminal().out().flush();
        }
        runs = status.runs();
        String now = status.problem().map(this::summary).orElse("");
        if (!now.isEmpty() && !now.equals(problem)) {
          errors.println(now);
        }
        problem = now;
      }
    }
  }

  private static boolean isNews(IngestReport report) {
    return report.embedded() > 0 || report.removed() > 0 || !report.losses().isEmpty();
  }

  private String summary(RuntimeException problem) {
    return problem instanceof AkinException known
        ? context.messages().of(known)
        : context.messages().of("index.watch.failed", problem);
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
    for (Path absent : report.unavailable()) {
      errors.println(messages.of("index.absent", Text.visible(absent.toString())));
    }
    for (FileLoss loss : report.losses()) {
      errors.println(
          messages.of(
              "index.loss", Text.visible(loss.folder().toString()), loss.missing(), loss.known()));
    }
    report
        .slowDecoderReason()
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
              .with("known", report.unchanged())
              .with("failed", report.failed())
              .with("videos", report.videos())
              .with("moved", report.moved())
              .with("seconds", seconds));
      return;
    }
    out.println(
        messages.of(
            "index.done",
            report.photos(),
            report.embedded(),
            Text.visible(report.model()),
            report.unchanged(),
            seconds));
    if (report.removed() > 0) {
      out.println(messages.of("index.gone", report.removed()));
    }
    if (report.moved() > 0) {
      out.println(messages.of("index.moved", report.moved()));
    }
    if (report.failed() > 0) {
      out.println(messages.of("index.failed", report.failed()));
    }
    if (report.videos() > 0) {
      out.println(messages.of("index.videos", report.videos()));
    }
  }
}
