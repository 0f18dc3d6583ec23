package app.akin.core.evaluation;

import app.akin.core.evaluation.metric.Interval;
import java.time.Instant;
import java.util.List;

/// How many of the right photos a model found in a library.
///
/// @param model the name of the model
/// @param measured when it was measured
/// @param photos number of photos that were searched
/// @param rows the kinds of queries that the library has, in their order; empty if it knows too
///   little of its photos
public record ModelRecall(String model, Instant measured, int photos, List<Row> rows) {
  private static final int FEW_QUERIES = 30;

  /// Creates a value.
  public ModelRecall {
    rows = List.copyOf(rows);
  }

  /// The result for a kind of queries.
  ///
  /// @param kind the kind
  /// @param found the share of the right photos among the first ten, of at most ten right photos
  /// @param interval the confidence interval of the share
  /// @param queries number of queries
  public record Row(LibraryEvaluation.Kind kind, double found, Interval interval, int queries) {
    /// Returns whether there are too few queries for a reliable value.
    public boolean hasFewQueries() {
      return queries < FEW_QUERIES;
    }
  }
}
