package app.akin.core.index;

import java.util.Comparator;

/// A vector near a query.
///
/// @param id the content of the vector
/// @param score the cosine with the query, -1 to 1 up to rounding
public record Neighbour(long id, float score) {
  /// The order of results: highest score first, equal scores by id.
  static final Comparator<Neighbour> BEST_FIRST =
      Comparator.comparingDouble(Neighbour::score).reversed().thenComparingLong(Neighbour::id);
}
