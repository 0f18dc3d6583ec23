package app.akin.desktop;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/// The window's threads beside the JavaFX thread: platform threads, because models and codecs are
/// native code. What comes after their end is dropped: a window that closes begins nothing more,
/// whatever a timer of its own still asks for. Thread-safe.
///
/// @param search runs the newest query; one thread
/// @param background reads files and decodes pictures for the window
/// @param slow takes photos in, loads models and fetches them: work of seconds to hours
/// @param keeper writes what the window remembers, one write after the other
record Workers(
    ExecutorService search,
    ExecutorService background,
    ExecutorService slow,
    ExecutorService keeper)
    implements AutoCloseable {
  /// Native code that still computes while the process ends would crash it.
  private static final long PATIENCE_SECONDS = 30;

  private static final long IDLE_SECONDS = 60;

  /// New threads.
  ///
  /// @param background how many read and decode
  static Workers start(int background) {
    return new Workers(
        pool(1, "akin-search"),
        pool(background, "akin-window"),
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads("akin-slow"),
            new DiscardPolicy()),
        pool(1, "akin-keeper"));
  }

  private static ExecutorService pool(int size, String name) {
    return new ThreadPoolExecutor(
        size,
        size,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        threads(name),
        new DiscardPolicy());
  }

  private static ThreadFactory threads(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 1).factory();
  }

  /// Ends them; what has not begun is dropped, but for what is to be remembered.
  @Override
  public void close() {
    search.shutdownNow();
    background.shutdownNow();
    slow.shutdown();
    keeper.shutdown();
    try {
      for (ExecutorService executor : List.of(search, background, slow, keeper)) {
        executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
