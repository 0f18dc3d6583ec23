package app.akin.desktop.task;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;

/// The background threads of the window. They are platform threads, because models and codecs are
/// native code. Tasks submitted after [#close] are dropped. Thread-safe.
public final class Workers implements AutoCloseable {
  /// Native code that computes during the exit would crash the process.
  private static final long TIMEOUT_SECONDS = 30;

  private static final long IDLE_SECONDS = 60;

  private final ExecutorService searchThread = pool(1, "akin-search");
  private final ExecutorService factsThread = pool(1, "akin-facts");
  private final ExecutorService backgroundThreads;
  private final ExecutorService longRunningThreads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          threads("akin-slow"),
          new DiscardPolicy());
  private final ExecutorService settingsThread = pool(1, "akin-keeper");
  private final Consumer<Throwable> onError;

  /// Starts the threads.
  ///
  /// @param background number of background threads
  /// @param onError receives errors of tasks on the JavaFX thread
  public Workers(int background, Consumer<Throwable> onError) {
    backgroundThreads = pool(background, "akin-window");
    this.onError = onError;
  }

  /// Returns the tasks of the search thread, which runs the latest query.
  public Tasks search() {
    return tasks(searchThread);
  }

  /// Returns the tasks that read files and decode images.
  public Tasks background() {
    return tasks(backgroundThreads);
  }

  /// Returns the tasks that count facts of the library. At a million photos they take seconds, and
  /// thumbnails do not wait for them.
  public Tasks facts() {
    return tasks(factsThread);
  }

  /// Returns the tasks that index, and load and download models: seconds to hours.
  public Tasks longRunning() {
    return tasks(longRunningThreads);
  }

  /// Returns the tasks that write settings in order.
  public Tasks settingsWriter() {
    return tasks(settingsThread);
  }

  private Tasks tasks(ExecutorService threads) {
    return new Tasks(threads, Platform::runLater, onError);
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
    searchThread.shutdownNow();
    factsThread.shutdownNow();
    backgroundThreads.shutdownNow();
    longRunningThreads.shutdown();
    settingsThread.shutdown();
    try {
      for (ExecutorService threads :
          List.of(
              searchThread, factsThread, backgroundThreads, longRunningThreads, settingsThread)) {
        threads.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
