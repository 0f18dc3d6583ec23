package app.akin.core.embed;

import app.akin.core.photo.AkinException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Background work that is started before its result is needed, on a separate thread. Thread-safe.
final class BackgroundLoad {
  private final CompletableFuture<Void> work;

  private BackgroundLoad(CompletableFuture<Void> work) {
    this.work = work;
  }

  /// Returns a completed load.
  static BackgroundLoad none() {
    return new BackgroundLoad(CompletableFuture.completedFuture(null));
  }

  /// Starts the work on a daemon platform thread.
  static BackgroundLoad start(String thread, Runnable work) {
    return new BackgroundLoad(
        CompletableFuture.runAsync(
            work, run -> Thread.ofPlatform().daemon().name(thread).start(run)));
  }

  /// Waits until the work has finished.
  ///
  /// @throws AkinException if the work failed with it
  void join() {
    try {
      work.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case AkinException problem -> throw problem;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  /// Waits until the work has finished or failed; does not throw its failure.
  void awaitEnd() {
    work.exceptionally(_ -> null).join();
  }
}
