package app.akin.core.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/// Distributes the parts of short work to the calling thread and to helper threads that are free in
/// time. Thread-safe. The creator closes it.
final class Workers implements AutoCloseable {
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor executor;
  private final int threads;

  /// @param threads maximum number of threads for one work, including the calling one
  Workers(int threads) {
    this.threads = threads;
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("akin-index-", 1).factory());
    executor.allowCoreThreadTimeOut(true);
  }

  /// Stops the helper threads. Running work completes on its own thread.
  @Override
  public void close() {
    executor.shutdown();
  }

  /// Performs all parts of a work that needs no state of a thread.
  ///
  /// @param parts number of parts
  /// @param partsPerHelper number of parts for which another thread is worthwhile
  /// @param work performs a part, by its number from 0
  void run(int parts, int partsPerHelper, IntConsumer work) {
    run(parts, partsPerHelper, () -> work, IntConsumer::accept);
  }

  /// Performs all parts of a work. Returns when all have ended, even if one fails.
  ///
  /// @param parts number of parts
  /// @param partsPerHelper number of parts for which another thread is worthwhile
  /// @param state creates the state of a thread
  /// @param work performs a part, by its number from 0
  /// @return the states of the threads that took part
  <S> List<S> run(int parts, int partsPerHelper, Supplier<S> state, ObjIntConsumer<S> work) {
    AtomicInteger next = new AtomicInteger();
    Supplier<S> drain =
        () -> {
          S mine = state.get();
          for (int part = next.getAndIncrement(); part < parts; part = next.getAndIncrement()) {
            work.accept(mine, part);
          }
          return mine;
        };
    List<Helper<S>> helpers = new ArrayList<>();
    for (int i = 0; i < Math.min(threads - 1, parts / partsPerHelper); i++) {
      Helper<S> helper = new Helper<>(drain);
      try {
        executor.execute(helper);
        helpers.add(helper);
      } catch (RejectedExecutionException closing) {
        // The index is closing, so the calling thread does all the work.
        break;
      }
    }
    Helper<S> own = new Helper<>(drain);
    own.run();
    helpers.addFirst(own);
    List<CompletableFuture<S>> results =
        helpers.stream().filter(Helper::hasStarted).map(helper -> helper.result).toList();
    // Waits for every thread, because the caller may unmap the files afterwards.
    results.forEach(result -> result.handle((_, _) -> true).join());
    try {
      return results.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /// The work of one thread. It is claimed once, by that thread or by the caller that has finished
  /// its own work.
  private static final class Helper<S> implements Runnable {
    private final Supplier<S> work;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CompletableFuture<S> result = new CompletableFuture<>();

    Helper(Supplier<S> work) {
      this.work = work;
    }

    @Override
    public void run() {
      if (!claimed.compareAndSet(false, true)) {
        return;
      }
      try {
        result.complete(work.get());
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }

    /// Returns whether a thread has claimed it; otherwise none will.
    boolean hasStarted() {
      return !claimed.compareAndSet(false, true);
    }
  }
}
