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

/// Scores every row exactly. Blocks are distributed to the calling thread and, for large scans, to
/// helper threads. Thread-safe. The creator closes it.
final class ExactScan implements AutoCloseable {
  /// Bytes of vectors per helper thread, about one millisecond of work.
  private static final long BYTES_PER_HELPER = 8L << 20;

  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor executor;
  private final int threads;

  /// @param threads maximum number of threads per search, including the calling one
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

  /// Returns the helper threads, for other short work.
  Executor executor() {
    return executor;
  }

  /// Stops the helper threads. Running searches complete on their own threads.
  @Override
  public void close() {
    executor.shutdown();
  }

  /// Offers the accepted rows from `first` on to `top`. The caller holds the snapshot.
  ///
  /// @param query creates a similarity for each thread
  void scan(
      Snapshot snapshot, Supplier<Similarity> query, int first, @Nullable IdSet allowed, TopK top) {
    Scan scan = new Scan(snapshot, query, first, allowed, top.limit());
    long bytes = (snapshot.rows() - first) * snapshot.layout().stride();
    List<HelperTask> helpers = new ArrayList<>();
    for (int i = 0; i < Math.min(threads - 1, bytes / BYTES_PER_HELPER); i++) {
      HelperTask helper = new HelperTask(scan);
      try {
        executor.execute(helper);
        helpers.add(helper);
      } catch (RejectedExecutionException closing) {
        // The index is closing, so the calling thread does all the work.
        break;
      }
    }
    scan.drain(top);
    for (HelperTask helper : helpers) {
      helper.finish(top);
    }
  }

  /// State shared by the threads of one search: the next block.
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
          top.offer(row, snapshot.id(row), snapshot.score(similarity, row));
        }
      }
    }
  }

  /// Work for another thread if one is free in time. It is claimed once, by that thread or by the
  /// caller that has finished its own work.
  private static final class HelperTask implements Runnable {
    private final Scan scan;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final CompletableFuture<TopK> result = new CompletableFuture<>();

    HelperTask(Scan scan) {
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
