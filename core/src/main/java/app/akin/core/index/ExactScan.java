package app.akin.core.index;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Scores every row: exact, at the speed of memory. Blocks are handed out one at a time to the
/// calling thread and, where the work is worth it, to helpers. Thread-safe. Whoever makes it closes
/// it.
final class ExactScan implements AutoCloseable {
  /// A helper is asked in for each so many bytes of vectors: about a millisecond's work.
  private static final long BYTES_PER_HELPER = 8L << 20;

  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor executor;
  private final int threads;

  /// @param threads how many may work on one search, the calling one among them
  ExactScan(int threads) {
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

  /// The threads, for other work as short as a search.
  Executor executor() {
    return executor;
  }

  /// Lets the threads end. Searches that are running end on their own thread.
  @Override
  public void close() {
    executor.shutdown();
  }

  /// Offers the acceptable rows from `first` on to `top`. The snapshot is held by the caller.
  ///
  /// @param query makes what scores rows, for one thread each
  void scan(
      Snapshot snapshot, Supplier<Similarity> query, int first, @Nullable IdSet allowed, TopK top) {
    Scan scan = new Scan(snapshot, query, first, allowed, top.limit());
    long bytes = (snapshot.rows() - first) * snapshot.layout().stride();
    List<Helper> helpers = new ArrayList<>();
    for (int i = 0; i < Math.min(threads - 1, bytes / BYTES_PER_HELPER); i++) {
      Helper helper = new Helper(scan);
      try {
        executor.execute(helper);
        helpers.add(helper);
      } catch (RejectedExecutionException closing) {
        // The index is being closed: the calling thread does it all.
        break;
      }
    }
    scan.drain(top);
    for (Helper helper : helpers) {
      helper.finish(top);
    }
  }

  /// What the threads of one search share: the next block to take.
  private static final class Scan {
    private final Snapshot snapshot;
    private final Supplier<Similarity> query;
    private final int first;
    private final @Nullable IdSet allowed;
    private final int limit;
    private final AtomicInteger next;

    Scan(
        Snapshot snapshot,
        Supplier<Similarity> query,
        int first,
        @Nullable IdSet allowed,
        int limit) {
      this.snapshot = snapshot;
      this.query = query;
      this.first = first;
      this.allowed = allowed;
      this.limit = limit;
      this.next = new AtomicInteger(BlockLayout.blockOf(first));
    }

    void drain(TopK top) {
      Similarity similarity = query.get();
      int rows = snapshot.rows();
      int blocks = BlockLayout.blocks(rows);
      for (int b = next.getAndIncrement(); b < blocks; b = next.getAndIncrement()) {
        int start = b * BlockLayout.ROWS;
        scanBlock(similarity, Math.max(first, start), start + BlockLayout.rowsIn(b, rows), top);
      }
    }

    private void scanBlock(Similarity similarity, int from, int to, TopK top) {
      for (int row = from; row < to; row++) {
        if (snapshot.accepts(row, allowed)) {
          top.offer(snapshot.id(row), snapshot.score(similarity, row));
        }
      }
    }
  }

  /// Work that another thread does if one is free in time. It is claimed once: by that thread, or
  /// by the caller who has found nothing left to do and will not wait for it.
  private static final class Helper implements Runnable {
    private final Scan scan;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CompletableFuture<TopK> result = new CompletableFuture<>();

    Helper(Scan scan) {
      this.scan = scan;
    }

    @Override
    public void run() {
      if (!claimed.compareAndSet(false, true)) {
        return;
      }
      try {
        TopK top = new TopK(scan.limit);
        scan.drain(top);
        result.complete(top);
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }

    void finish(TopK into) {
      if (!claimed.compareAndSet(false, true)) {
        into.offerAll(result.join());
      }
    }
  }
}
