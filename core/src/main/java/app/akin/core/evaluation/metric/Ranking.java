package app.akin.core.evaluation.metric;

import java.util.List;

/// The photos that a search returned for a query, best first.
///
/// @param photos the ids of the first photos
/// @param subset the ids of the query's subset in the order of the search; empty if the query has
///   no subset
public record Ranking(List<String> photos, List<String> subset) {
  /// Creates a ranking.
  public Ranking {
    photos = List.copyOf(photos);
    subset = List.copyOf(subset);
  }

  /// Creates a ranking without subset.
  public Ranking(List<String> photos) {
    this(photos, List.of());
  }
}
