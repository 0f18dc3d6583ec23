package app.akin.core.kit;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Waits for a condition with a deadline.
public final class Await {
  private static final long SECONDS = 120;

  private Await() {}

  /// Waits until a condition is true; checks it every millisecond.
  ///
  /// @param what names the condition in the error
  /// @throws AssertionError if it is not true in time
  public static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + SECONDS + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
