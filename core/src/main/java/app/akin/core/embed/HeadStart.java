package app.akin.core.embed;

import app.akin.core.photo.AkinException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Work begun before its result is asked for, on a thread of its own. Thread-safe.
final class HeadStart {
  private final CompletableFuture<Void> work;

  private HeadStart(CompletableFuture<Void> work) {
    this.work = work;
  }

  /// Nothing was begun.
  static HeadStart none() {
    return new HeadStart(CompletableFuture.completedFuture(null));
  }

  /// Begins on a platform thread, which does not keep the process alive.
  static HeadStart on(String thread, Runnable work) {
    return new HeadStart(
        CompletableFuture.runAsync(
            work, run -> Thread.ofPlatform().daemon().name(thread).start(run)));
  }

  /// Waits for the end of the work.
  ///
  /// @throws AkinException the problem that it met
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

  /// Waits for the end of the work, however it ended.
  void end() {
    work.exceptionally(_ -> null).join();
  }
}
