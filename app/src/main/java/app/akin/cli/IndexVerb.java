package app.akin.cli;

import app.akin.core.ingest.FileLoss;
import app.akin.core.ingest.IngestJob;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.SharedPart;
import app.akin.core.ingest.WatchSettings;
import app.akin.core.ingest.WatchStatus;
import app.akin.core.ingest.Watcher;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.TextCounts;
import app.akin.i18n.Messages;
import app.akin.i18n.Text;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  @Option(names = "--no-text")
  private boolean noText;

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
      TextReading texts = new TextReading(library, gentle, context, shutdown);
      boolean complete =
          !report.stopped()
              && new Publishing(akin, context, shutdown).runAfterIndexing(library)
              && (watch || noText || readText(texts));
      if (akin.json()) {
        context.terminal().out().println(json(report, library.texts().counts()));
      }
      if (watch && complete) {
        watch(library, texts);
      }
      return complete ? 0 : AkinCommand.INTERRUPTED;
    }
  }

  /// Reads the text in the photos; returns whether it was not stopped.
  private boolean readText(TextReading texts) throws InterruptedException {
    Optional<TextCounts> counts = texts.run();
    if (!akin.json()) {
      counts.ifPresent(
          read -> context.terminal().out().println(TextReading.sentence(read, context.messages())));
    }
    if (texts.isStopped()) {
      context.terminal().errors().println(context.messages().of("index.text.stopped"));
    }
    return !texts.isStopped();
  }

  /// Prints the reason if a GPU is present but not used.
  private void printRefusedGpu(PhotoLibrary library) {
    String reason = library.models().deviceChoice(akin.modelSelection()).reason();
    if (!reason.isEmpty()) {
      context
          .terminal()
          .errors()
          .println(context.messages().of("card.refused", Text.visible(reason)));
    }
  }

  /// Indexes changes until the process is terminated.
  private void watch(PhotoLibrary library, TextReading texts) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    shutdown.onShutdown(asked::countDown);
    PrintStream errors = context.terminal().errors();
    errors.println(context.messages().of("index.watching"));
    String problem = "";
    long runs = 0;
    try (Watcher watcher =
        library.ingest().watch(akin.modelSelection(), gentle, WatchSettings.defaults())) {
      boolean read = !noText;
      while (!asked.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        WatchStatus status = watcher.status();
        if (read) {
          texts.runInBackground();
        }
        read = !noText && status.runs() > runs;
        IngestReport last = status.lastReport().orElse(null);
        if (status.runs() > runs && last != null && isNews(last)) {
          new Publishing(akin, context, shutdown).runAfterIndexing(library);
          print(last);
          if (akin.json()) {
            context.terminal().out().println(json(last, library.texts().counts()));
          }
          context.terminal().out().flush();
        }
        runs = status.runs();
        String now = status.problem().map(this::summary).orElse("");
        if (!now.isEmpty() && !now.equals(problem)) {
          errors.println(now);
        }
        problem = now;
      }
    } finally {
      texts.stop();
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
    for (Path absent : report.unavailable()) {
      errors.println(messages.of("index.absent", Text.visible(absent.toString())));
    }
    for (SharedPart.Elsewhere elsewhere : report.shared().elsewhere()) {
      errors.println(
          messages.of(
              "index.elsewhere",
              Text.visible(elsewhere.folder().toString()),
              Text.visible(elsewhere.library())));
    }
    for (FileLoss loss : report.losses()) {
      errors.println(
          messages.of(
              "index.loss", Text.visible(loss.folder().toString()), loss.missing(), loss.known()));
    }
    report
        .slowDecoderReason()
        .ifPresent(why -> errors.println(messages.of("index.slow", Text.visible(why))));
    if (report.stopped()) {
      errors.println(messages.of("index.stopped"));
    }
    if (!akin.json()) {
      printCounts(report);
    }
  }

  private JsonLine json(IngestReport report, TextCounts texts) {
    return new JsonLine()
        .with("files", report.files())
        .with("photos", report.photos())
        .with("embedded", report.embedded())
        .with("known", report.unchanged())
        .with("failed", report.failed())
        .with("videos", report.videos())
        .with("moved", report.moved())
        .with("text_read", texts.read())
        .with("with_text", texts.withText())
        .with("seconds", seconds(report));
  }

  private static double seconds(IngestReport report) {
    return report.time().toMillis() / MILLIS;
  }

  private void printCounts(IngestReport report) {
    Messages messages = context.messages();
    PrintStream out = context.terminal().out();
    out.println(
        messages.of(
            "index.done",
            report.photos(),
            report.embedded(),
            Text.visible(report.model()),
            report.unchanged(),
            seconds(report)));
    if (report.shared().vectors() > 0) {
      out.println(messages.of("index.taken", report.shared().vectors()));
    }
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
