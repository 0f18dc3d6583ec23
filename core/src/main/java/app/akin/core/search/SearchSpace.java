package app.akin.core.search;

import app.akin.core.index.ComparedNeighbour;
import app.akin.core.index.Nearest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The photos with which queries are compared: those of this library, or of a shared one. An ID
/// stands for a photo in its space alone.
///
/// @param <F> a filter, which is evaluated where the vectors are
public interface SearchSpace<F> {
  /// Returns the number of photos that a search may return.
  int visible();

  /// Returns the cosines of a sample of photos with vectors, an array for each vector, with the
  /// photos in the same order. Two calls return the same while the photos are the same.
  ///
  /// @param limit maximum number of photos
  List<float[]> sample(List<float[]> units, int limit);

  /// Returns the photos nearest to a vector, best first, each compared with further vectors.
  ///
  /// @param allowed restricts the photos; null for all
  Nearest<ComparedNeighbour> nearest(
      float[] unit, List<float[]> others, int count, @Nullable F allowed);
}
