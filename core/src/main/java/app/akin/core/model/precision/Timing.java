package app.akin.core.model.precision;

import java.util.Collection;

/// Statistics of repeated time measurements.
///
/// @param count the number of measurements
/// @param medianMillis the median in milliseconds; NaN without measurements
/// @param p95Millis the 95th percentile (nearest rank) in milliseconds; NaN without measurements
public record Timing(int count, double medianMillis, double p95Millis) {
  /// The statistics without measurements.
  public static final Timing NONE = new Timing(0, Double.NaN, Double.NaN);

  private static final double NANOS_PER_MILLI = 1e6;

  /// Computes the statistics.
  ///
  /// @param nanos the times in nanoseconds, in any order
  public static Timing of(Collection<Long> nanos) {
    if (nanos.isEmpty()) {
      return NONE;
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    int count = sorted.length;
    double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0;
    long p95 = sorted[(int) Math.ceil(0.95 * count) - 1];
    return new Timing(count, median / NANOS_PER_MILLI, p95 / NANOS_PER_MILLI);
  }
}
