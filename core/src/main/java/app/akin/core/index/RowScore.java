package app.akin.core.index;

import java.util.Comparator;

/// A row of a snapshot found by a search.
///
/// @param row the row
/// @param id the content of the row
/// @param score the cosine with the query
record RowScore(int row, long id, float score) {
  /// The order of [Neighbour#BEST_FIRST].
  static final Comparator<RowScore> BEST_FIRST =
      Comparator.comparing(RowScore::neighbour, Neighbour.BEST_FIRST);

  Neighbour neighbour() {
    return new Neighbour(id, score);
  }
}
