package app.akin.core.evaluation.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Rankings of several queries.
///
/// @param byQuery the rankings by query id, in the order of the queries
public record Rankings(Map<String, Ranking> byQuery) {
  /// Creates rankings.
  public Rankings {
    byQuery = Collections.unmodifiableMap(new LinkedHashMap<>(byQuery));
  }
}
