package app.akin.core.evaluation.metric;

import app.akin.core.evaluation.data.Measure;

/// The difference between two rankings of the same queries.
///
/// @param category a category, or an empty text for the whole set
/// @param measure the measure
/// @param first the value of the first ranking
/// @param second the value of the second ranking
/// @param interval the confidence interval of [#difference]
/// @param queries number of queries that both rank
public record Difference(
    String category, Measure measure, double first, double second, Interval interval, int queries) {
  /// Returns the second value minus the first.
  public double difference() {
    return second - first;
  }

  /// Returns whether the interval excludes 0.
  public boolean moreThanNoise() {
    return !interval.contains(0);
  }
}
