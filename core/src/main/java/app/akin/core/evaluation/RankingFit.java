package app.akin.core.evaluation;

import app.akin.core.evaluation.metric.Difference;
import app.akin.core.evaluation.metric.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Ranking settings that were fitted on one half of the photos, with their values on the other.
///
/// @param textFactor the weight of the query text relative to the query images
/// @param excludedFactor the weight of the excluded text
/// @param productFactor the weight of the product of image and text similarity
/// @param strong the minimum cosine of strong results of text queries; empty if none suffices
/// @param possible the minimum cosine of possible results; empty if none suffices
/// @param composed fitted factors against the plain sum, for queries of images and text of the test
///   half; empty if there are none
/// @param excluded the fitted weight of the excluded text against the plain sum, for queries with
///   excluded text of the test half; empty if there are none
/// @param precision the precision of strong results on the test half
/// @param tuningQueries number of queries of the tuning half
/// @param testQueries number of queries of the test half
/// @param json the settings in the form of `ranking.json`
public record RankingFit(
    double textFactor,
    double excludedFactor,
    double productFactor,
    OptionalDouble strong,
    OptionalDouble possible,
    List<Difference> composed,
    List<Difference> excluded,
    Optional<Precision> precision,
    int tuningQueries,
    int testQueries,
    String json) {
  /// The precision of strong results, as the mean over the queries that have some.
  ///
  /// @param value the precision
  /// @param interval its confidence interval
  /// @param queries number of queries with strong results
  public record Precision(double value, Interval interval, int queries) {}

  /// Creates a fit.
  public RankingFit {
    composed = List.copyOf(composed);
    excluded = List.copyOf(excluded);
  }

  /// Returns whether the settings are worth using: they are better than the plain sum for queries
  /// of images and text by more than noise.
  public boolean isWorthUsing() {
    return composed.stream()
        .anyMatch(difference -> difference.difference() > 0 && difference.moreThanNoise());
  }
}
