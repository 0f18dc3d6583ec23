package app.akin.core.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// A run under way. Thread-safe.
public final class IngestJob {
  private final IngestRun run;
  private final CompletableFuture<IngestReport> report = new CompletableFuture<>();

  IngestJob(IngestRun run, List<Path> folders, boolean retry) {
    this.run = run;
    Thread.ofPlatform()
        .name("akin-ingest")
        .daemon()
        .start(
            () -> {
              try {
                report.complete(run.run(folders, retry));
              } catch (Throwable e) {
                report.completeExceptionally(e);
              }
            });
  }

  /// Where the run stands now.
  public IngestStatus status() {
    return run.status();
  }

  /// Whether the run has ended, well or not: [#await] answers at once.
  public boolean isOver() {
    return report.isDone();
  }

  /// Asks the run to end soon. What was taken in is kept, and the next run goes on from there.
  public void stop() {
    run.stop();
  }

  /// Waits for the run's end and says what it did.
  ///
  /// @throws app.akin.core.photo.AkinException where the run could not do its job
  public IngestReport await() throws InterruptedException {
    try {
      return report.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
