package app.akin.core.evaluation.metric;

/// A confidence interval of 95 %.
///
/// @param low the lower bound
/// @param high the upper bound
public record Interval(double low, double high) {
  /// Returns whether a value is inside.
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
