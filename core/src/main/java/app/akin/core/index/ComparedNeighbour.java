package app.akin.core.index;

import java.util.List;

/// A vector near a query, compared with further vectors.
///
/// @param id the content of the vector
/// @param score the cosine with the query, -1 to 1 up to rounding
/// @param others the cosines with the further vectors, in their order
public record ComparedNeighbour(long id, float score, List<Float> others) {
  /// Copies the list.
  public ComparedNeighbour {
    others = List.copyOf(others);
  }
}
