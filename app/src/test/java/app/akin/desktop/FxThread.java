package app.akin.desktop;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;

/// Runs code on the JavaFX thread, on the headless platform unless a display is requested.
public final class FxThread {
  private static final long TIMEOUT_SECONDS = 120;

  private FxThread() {}

  /// Starts the toolkit if it is not running.
  public static void start() {
    if (System.getProperty("glass.platform") == null) {
      System.setProperty("glass.platform", "Headless");
      System.setProperty("prism.order", "sw");
    }
    CountDownLatch started = new CountDownLatch(1);
    try {
      Platform.setImplicitExit(false);
      Platform.startup(started::countDown);
      if (!started.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The toolkit does not start");
      }
    } catch (IllegalStateException e) {
      // Another test has started it.
      run(() -> {});
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs an action on the JavaFX thread and waits for it.
  public static void run(Runnable work) {
    call(
        () -> {
          work.run();
          return 0;
        });
  }

  /// Calls a function on the JavaFX thread and returns its result.
  public static <T> T call(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            result.complete(work.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs all pending events.
  public static void settle() {
    run(() -> {});
    run(() -> {});
  }
}
