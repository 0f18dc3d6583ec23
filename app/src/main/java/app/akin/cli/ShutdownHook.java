package app.akin.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Handles termination signals (Ctrl-C, SIGTERM): stops the running verb and delays the exit until
/// it is done. Exiting earlier would unload native libraries while they compute, which crashes the
/// process. A verb that only waits for input is not waited for. Thread-safe.
final class ShutdownHook implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 120;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();
  private final Thread hook = new Thread(this::finish, "akin-ending");

  private ShutdownHook() {}

  /// Installs the hook; closing it removes it.
  static ShutdownHook install() {
    ShutdownHook shutdown = new ShutdownHook();
    Runtime.getRuntime().addShutdownHook(shutdown.hook);
    return shutdown;
  }

  /// Marks the start of work that ends soon by itself.
  void begin() {
    stop.set(() -> {});
  }

  /// Sets how to stop the running work. The action is called at most once, on another thread.
  void onShutdown(Runnable action) {
    stop.set(action);
  }

  private void finish() {
    Runnable action = stop.get();
    if (action == null) {
      return;
    }
    action.run();
    try {
      finished.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Marks the verb as done. Its output must be flushed.
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is already exiting, and the hook waits for this call.
      return;
    }
  }
}
