package app.akin.core.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs work with a time limit. Native calls cannot be interrupted, so work that exceeds the limit
/// continues on its own thread with all its resources; its result is discarded. Thread-safe.
///
/// @param limit maximum time to wait
record TimeLimit(Duration limit) {
  /// Runs work and returns its result; empty if it exceeds the limit.
  ///
  /// @param work run on another thread, which inherits its name and priority from this one
  /// @param ended run on that thread when the work returns, within the limit or later
  /// @throws InterruptedException if the calling thread is interrupted
  <T> Optional<T> run(Supplier<T> work, Runnable ended) throws InterruptedException {
    AtomicReference<@Nullable T> result = new AtomicReference<>();
    AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    Thread.ofPlatform()
        .name(Thread.currentThread().getName() + "-at-work")
        .daemon()
        .start(
            () -> {
              try {
                result.set(work.get());
              } catch (Throwable e) {
                fault.set(e);
              } finally {
                ended.run();
                done.countDown();
              }
            });
    if (!done.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    return switch (fault.get()) {
      case null -> Optional.ofNullable(result.get());
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    };
  }
}
