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
/// @param strong the floor of strong results of text queries
/// @param possible the floor of possible results of text queries
/// @param composedCapped whether results of images and text are at most possible, because strong
///   ones are not precise enough
/// @param composed fitted factors against the plain sum, for queries of images and text of the test
///   half; empty if there are none
/// @param excluded the fitted weight of the excluded text against the plain sum, for queries with
///   excluded text of the test half; empty if there are none
/// @param trials other factors against the present ranking of the model, on the test half
/// @param tuningQueries number of queries of the tuning half
/// @param testQueries number of queries of the test half
/// @param json the settings in the form of `ranking.json`
public record RankingFit(
    double textFactor,
    double excludedFactor,
    double productFactor,
    Band strong,
    Band possible,
    boolean composedCapped,
    List<Difference> composed,
    List<Difference> excluded,
    List<Trial> trials,
    int tuningQueries,
    int testQueries,
    String json) {
  /// A category with fewer queries does not decide.
  private static final int MIN_QUERIES = 30;

  /// What a category may lose.
  private static final double MAX_LOSS = 0.02;

  /// The floor of a band: its results reach one of both values.
  ///
  /// @param cosine the minimum cosine with the text; empty if none suffices
  /// @param z the minimum z-score of the cosine; empty if none suffices
  /// @param precision the precision of the band on the test half; empty if it has no results there
  public record Band(OptionalDouble cosine, OptionalDouble z, Optional<Precision> precision) {}

  /// The precision of a band, as the mean over the queries that have results in it.
  ///
  /// @param value the precision
  /// @param interval its confidence interval
  /// @param queries number of queries with results
  public record Precision(double value, Interval interval, int queries) {}

  /// Factors that were tried.
  ///
  /// @param textFactor the weight of the query text relative to the query images
  /// @param excludedFactor the weight of the excluded text
  /// @param productFactor the weight of the product of image and text similarity
  /// @param opposed the share of queries whose first result has a negative similarity to the text
  /// @param differences against the present ranking of the model
  public record Trial(
      double textFactor,
      double excludedFactor,
      double productFactor,
      double opposed,
      List<Difference> differences) {
    /// Creates a trial.
    public Trial {
      differences = List.copyOf(differences);
    }
  }

  /// Creates a fit.
  public RankingFit {
    composed = List.copyOf(composed);
    excluded = List.copyOf(excluded);
    trials = List.copyOf(trials);
  }

  /// Returns whether the settings are worth using: mAP@10 of queries of images and text is higher
  /// than that of the plain sum by more than noise, and no category of at least 30 queries may have
  /// lost more than 0.02.
  public boolean isWorthUsing() {
    return !composed.isEmpty()
        && composed.getFirst().interval().low() > 0
        && composed.stream()
            .filter(row -> row.measure().equals(composed.getFirst().measure()))
            .filter(row -> row.queries() >= MIN_QUERIES)
            .allMatch(row -> row.interval().low() > -MAX_LOSS);
  }
}
