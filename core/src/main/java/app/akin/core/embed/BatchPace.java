package app.akin.core.embed;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Problem;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many pictures an image tower takes at once: the size that is quickest for each picture,
/// among those that keep a batch short, so that a query never waits long, and that fit into the
/// memory of a graphics card. Measured once, on the machine at hand. Thread-safe.
final class BatchPace {
  /// The only sizes there are. The engine prepares itself anew for each size, so they are few.
  private static final int[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128};

  /// Processors gain nothing beyond it.
  private static final int MOST_OF_PROCESSORS = 16;

  /// The longest a batch may take.
  private static final long LIMIT_NANOS = 300_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(BatchPace.class);

  private final int most;
  private final Lock measuring = new ReentrantLock();
  private volatile int size;

  private BatchPace(int most) {
    this.most = most;
  }

  /// The pace of towers on a device.
  static BatchPace on(Device device) {
    return switch (device) {
      case AUTO, CPU -> new BatchPace(MOST_OF_PROCESSORS);
      case CUDA, MPS -> new BatchPace(SIZES[SIZES.length - 1]);
    };
  }

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

  private int measured(IntToLongFunction run) {
    int best = 1;
    double bestNanos = Double.POSITIVE_INFINITY;
    for (int candidate : SIZES) {
      if (candidate > most || (candidate > 1 && bestNanos * candidate > LIMIT_NANOS)) {
        break;
      }
      long nanos;
      try {
        // The first run of a size warms up.
        long first = run.applyAsLong(candidate);
        nanos = Math.min(first, run.applyAsLong(candidate));
      } catch (AkinException e) {
        if (candidate == 1 || e.problem() != Problem.MODEL_ARCHIVE) {
          throw e;
        }
        // A card's memory ends somewhere, and only it knows where.
        LOG.info("{} pictures at once are too many", candidate, e);
        break;
      }
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
