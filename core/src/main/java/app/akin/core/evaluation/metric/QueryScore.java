package app.akin.core.evaluation.metric;

import java.util.List;

/// The values of a query.
///
/// @param query the id of the query
/// @param category its category, or an empty text
/// @param cluster its cluster
/// @param values one value for each measure, in their order
public record QueryScore(String query, String category, String cluster, List<Double> values) {
  /// Creates a score.
  public QueryScore {
    values = List.copyOf(values);
  }
}
