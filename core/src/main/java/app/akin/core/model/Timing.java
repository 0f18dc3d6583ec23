package app.akin.core.model;

import java.util.Collection;

/// How long the same work took, again and again.
///
/// @param count how often it was timed
/// @param medianMillis half of the times were shorter; not a number where there were none
/// @param p95Millis 95 of 100 were no longer (nearest rank); not a number where there were none
public record Timing(int count, double medianMillis, double p95Millis) {
  /// What was never timed.
  public static final Timing NONE = new Timing(0, Double.NaN, Double.NaN);

  private static final double NANOS = 1e6;

  /// Sums times up.
  ///
  /// @param nanos in any order
  public static Timing of(Collection<Long> nanos) {
    if (nanos.isEmpty()) {
      return NONE;
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    int count = sorted.length;
    double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0;
    long slow = sorted[(int) Math.ceil(0.95 * count) - 1];
    return new Timing(count, median / NANOS, slow / NANOS);
  }
}
