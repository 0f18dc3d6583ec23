package app.akin.core.index;

import java.util.Comparator;

/// A vector found near a query.
///
/// @param id the content the vector belongs to
/// @param score the cosine of the angle between the two, -1 to 1 up to rounding
public record Neighbour(long id, float score) {
  /// The order of results: the highest score first, equal scores by id.
  static final Comparator<Neighbour> BEST_FIRST =
      Comparator.comparingDouble(Neighbour::score).reversed().thenComparingLong(Neighbour::id);
}
