package app.akin.core.embed;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;

/// How many pictures an image tower takes at once: the size that is quickest for each picture,
/// among those that keep a batch short, so that a query never waits long. Measured once, on the
/// machine at hand. Thread-safe.
final class BatchPace {
  /// The only sizes there are. The engine prepares itself anew for each size, so they are few.
  private static final int[] SIZES = {1, 2, 4, 8, 16};

  /// The longest a batch may take.
  private static final long LIMIT_NANOS = 300_000_000;

  private final Lock measuring = new ReentrantLock();
  private volatile int size;

  /// The most pictures of a batch; one while another thread is finding it out, which therefore
  /// nobody waits for.
  ///
  /// @param run runs a batch of a size and returns the nanoseconds it took; not called again once
  ///   the size is known
  int size(IntToLongFunction run) {
    if (size == 0 && measuring.tryLock()) {
      try {
        if (size == 0) {
          size = measured(run);
        }
      } finally {
        measuring.unlock();
      }
    }
    return Math.max(1, size);
  }

  /// The largest size that is at most `most`.
  static int largest(int most) {
    int largest = 1;
    for (int candidate : SIZES) {
      if (candidate <= most) {
        largest = candidate;
      }
    }
    return largest;
  }

  private static int measured(IntToLongFunction run) {
    int best = 1;
    double bestNanos = Double.POSITIVE_INFINITY;
    for (int candidate : SIZES) {
      if (candidate > 1 && bestNanos * candidate > LIMIT_NANOS) {
        break;
      }
      // The first run of a size warms up.
      long first = run.applyAsLong(candidate);
      long nanos = Math.min(first, run.applyAsLong(candidate));
      if (candidate > 1 && nanos > LIMIT_NANOS) {
        break;
      }
      if ((double) nanos / candidate < bestNanos) {
        best = candidate;
        bestNanos = (double) nanos / candidate;
      }
    }
    return best;
  }
}
