package app.akin.core.ingest;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/// A run under way. Thread-safe.
public final class IngestJob {
  private final IngestRun run;
  private final CompletableFuture<IngestReport> report = new CompletableFuture<>();

  IngestJob(IngestRun run, IngestRequest request, Predicate<Path> unsettled) {
    this.run = run;
    Thread.ofPlatform()
        .name("akin-ingest")
        .daemon()
        .start(
            () -> {
              try {
                report.complete(run.run(request, unsettled));
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

  /// Lets the run rest until [#resume]: nothing new is begun, what is in flight is finished and
  /// kept. The library stays locked for other writers.
  public void pause() {
    run.steering().pause();
  }

  /// Lets a paused run go on.
  public void resume() {
    run.resume();
  }

  /// Whether the run was asked to pause.
  public boolean isPaused() {
    return run.steering().isPaused();
  }

  /// Says whether the run shall leave the machine to its user: a quarter of the threads that
  /// decode, at the lowest priority, a rest after each batch as long as the batch took, and none of
  /// it while the machine runs on its battery, where the system tells.
  public void gentle(boolean gentle) {
    run.steering().gentle(gentle);
  }

  /// Whether the run is gentle.
  public boolean isGentle() {
    return run.steering().isGentle();
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
