package app.akin.desktop;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/// The background threads of the window. They are platform threads, because models and codecs are
/// native code. Tasks submitted after [#close] are dropped. Thread-safe.
///
/// @param search runs the latest query; one thread
/// @param background reads files and decodes images
/// @param longRunning indexes, and loads and downloads models: tasks of seconds to hours
/// @param settingsWriter writes settings in order
record Workers(
    ExecutorService search,
    ExecutorService background,
    ExecutorService longRunning,
    ExecutorService settingsWriter)
    implements AutoCloseable {
  /// Native code that computes during the exit would crash the process.
  private static final long TIMEOUT_SECONDS = 30;

  private static final long IDLE_SECONDS = 60;

  /// Starts the threads.
  ///
  /// @param background number of background threads
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

  /// Stops the threads. Pending tasks are dropped, except the writing of settings.
  @Override
  public void close() {
    search.shutdownNow();
    background.shutdownNow();
    longRunning.shutdown();
    settingsWriter.shutdown();
    try {
      for (ExecutorService executor : List.of(search, background, longRunning, settingsWriter)) {
        executor.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
