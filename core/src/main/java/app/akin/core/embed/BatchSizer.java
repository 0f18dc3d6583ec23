package app.akin.core.embed;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Problem;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chooses the batch size of an image tower: the size with the shortest time per image. Batches
/// stay short, so that a query never waits long, and fit into GPU memory. Measured once on the
/// current machine. Thread-safe.
final class BatchSizer {
  /// The supported batch sizes. They are few because the engine prepares itself for each new size.
  private static final int[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128};

  /// CPUs gain nothing from larger batches.
  private static final int MAX_ON_CPU = 16;

  /// Number of images from which on a measurement is worth its time, which is that of 62 images on
  /// a CPU.
  private static final int MEASURED_FROM = 32;

  /// Maximum duration of a batch.
  private static final long LIMIT_NANOS = 300_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(BatchSizer.class);

  private final int max;
  private final Lock measuring = new ReentrantLock();
  private volatile int size;

  private BatchSizer(int max) {
    this.max = max;
  }

  /// Returns a batch sizer for towers on a device.
  static BatchSizer forDevice(Device device) {
    return switch (device) {
      case AUTO, CPU -> new BatchSizer(MAX_ON_CPU);
      case CUDA, MPS -> new BatchSizer(SIZES[SIZES.length - 1]);
    };
  }

  /// Returns the maximum number of images in a batch. Returns 1 while another thread is measuring,
  /// so no thread waits for the measurement, and for a few images while it is not known.
  ///
  /// @param images number of images to embed
  /// @param run runs a batch of the given size and returns its duration in nanoseconds; not called
  ///   again once the size is known
  int size(int images, IntToLongFunction run) {
    if (size == 0 && images >= MEASURED_FROM && measuring.tryLock()) {
      try {
        if (size == 0) {
          size = measure(run);
        }
      } finally {
        measuring.unlock();
      }
    }
    return Math.max(1, size);
  }

  /// Returns the largest supported size that does not exceed `limit`.
  static int largest(int limit) {
    int largest = 1;
    for (int candidate : SIZES) {
      if (candidate <= limit) {
        largest = candidate;
      }
    }
    return largest;
  }

  private int measure(IntToLongFunction run) {
    int best = 1;
    double bestNanos = Double.POSITIVE_INFINITY;
    for (int candidate : SIZES) {
      if (candidate > max || (candidate > 1 && bestNanos * candidate > LIMIT_NANOS)) {
        break;
      }
      long nanos;
      try {
        // The first run of a size is a warm-up.
        long first = run.applyAsLong(candidate);
        nanos = Math.min(first, run.applyAsLong(candidate));
      } catch (AkinException e) {
        if (candidate == 1 || !(e.problem() instanceof Problem.ModelArchive)) {
          throw e;
        }
        // The limit of the GPU's memory is only found by reaching it.
        LOG.info("a batch of {} images is too large", candidate, e);
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
