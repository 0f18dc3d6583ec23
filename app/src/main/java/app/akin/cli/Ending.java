package app.akin.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What happens when the process is asked to end (Ctrl-C, SIGTERM) while a verb is at work: what it
/// began is stopped, and the process waits until the verb has had its last words. It must not end
/// earlier: native code that still computes while the process tears its libraries down brings it to
/// a crash. A verb that only waits for input is not waited for. Thread-safe.
final class Ending implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final AtomicReference<@Nullable Runnable> stop = new AtomicReference<>();
  private final Thread hook = new Thread(this::end, "akin-ending");

  private Ending() {}

  /// Stands by from now on, until it is closed.
  static Ending watch() {
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(ending.hook);
    return ending;
  }

  /// From now on there is work to wait for, which ends soon by itself.
  void begin() {
    stop.set(() -> {});
  }

  /// Says how to stop the work under way; the action is called on another thread, at most once.
  void stopBy(Runnable action) {
    stop.set(action);
  }

  private void end() {
    Runnable action = stop.get();
    if (action == null) {
      return;
    }
    action.run();
    try {
      finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The verb is done and its output flushed.
  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook was waiting for this.
      return;
    }
  }
}
