package app.akin.core.index;

import java.util.Comparator;

/// A row of a snapshot found by a search.
///
/// @param row the row
/// @param neighbour the content of the row and its score
record RowScore(int row, Neighbour neighbour) {
  /// The order of [Neighbour#BEST_FIRST].
  static final Comparator<RowScore> BEST_FIRST =
      Comparator.comparing(RowScore::neighbour, Neighbour.BEST_FIRST);
}
