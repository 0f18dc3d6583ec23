package app.akin.core.ingest;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/// A run in progress. Thread-safe.
public final class IngestJob {
  private final IngestRun run;
  private final CompletableFuture<IngestReport> report = new CompletableFuture<>();

  IngestJob(IngestRun run, IngestRequest request, Predicate<Path> recentlyChanged) {
    this.run = run;
    Thread.ofPlatform()
        .name("akin-ingest")
        .daemon()
        .start(
            () -> {
              try {
                report.complete(run.run(request, recentlyChanged));
              } catch (Throwable e) {
                report.completeExceptionally(e);
              }
            });
  }

  /// Returns the current status of the run.
  public IngestStatus status() {
    return run.status();
  }

  /// Returns whether the run has ended, successfully or not; [#await] then returns at once.
  public boolean isDone() {
    return report.isDone();
  }

  /// Requests the run to stop soon. Indexed photos are kept, and the next run continues from there.
  public void stop() {
    run.stop();
  }

  /// Pauses the run until [#resume]: no new work is started, work in flight is finished and kept.
  /// The library stays locked for other writers.
  public void pause() {
    run.control().pause();
  }

  /// Resumes a paused run.
  public void resume() {
    run.resume();
  }

  /// Returns whether the run is paused, or pausing.
  public boolean isPaused() {
    return run.control().isPaused();
  }

  /// Sets whether the run saves resources for the user. A gentle run uses a quarter of the decode
  /// threads at the lowest priority, sleeps after each batch for as long as the batch took, and
  /// waits while the machine is on battery power, if the system reports that.
  public void setGentle(boolean gentle) {
    run.control().setGentle(gentle);
  }

  /// Returns whether the run is gentle.
  public boolean isGentle() {
    return run.control().isGentle();
  }

  /// Waits for the end of the run and returns its report.
  ///
  /// @throws app.akin.core.photo.AkinException if the run failed
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
