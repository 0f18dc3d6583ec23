package app.akin.desktop;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The window's threads beside the JavaFX thread: platform threads, because models and codecs are
/// native code. Thread-safe.
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

  /// New threads.
  ///
  /// @param background how many read and decode
  static Workers start(int background) {
    return new Workers(
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("akin-search").factory()),
        Executors.newFixedThreadPool(
            background, Thread.ofPlatform().daemon().name("akin-window-", 1).factory()),
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("akin-slow-", 1).factory()),
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("akin-keeper").factory()));
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
