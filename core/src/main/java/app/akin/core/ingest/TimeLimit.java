package app.akin.core.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gives work so much time and no more. Nothing can end a native call, so work that takes longer is
/// left to itself on a thread of its own, which holds whatever it holds until it comes back; only
/// its result is not waited for. Thread-safe.
///
/// @param limit how long is waited
record TimeLimit(Duration limit) {
  /// The result of work; empty where it is late.
  ///
  /// @param work run on another thread, which takes its name and priority from this one
  /// @param ended run on that thread when the work comes back, in time or late
  /// @throws InterruptedException where this thread was asked to stop waiting
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
