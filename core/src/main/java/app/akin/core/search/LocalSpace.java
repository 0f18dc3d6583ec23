package app.akin.core.search;

import app.akin.core.index.ComparedNeighbour;
import app.akin.core.index.IdSet;
import app.akin.core.index.Nearest;
import app.akin.core.index.VectorIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The photos of this library. IDs are those of contents.
///
/// @param index their vectors
record LocalSpace(VectorIndex index) implements SearchSpace<IdSet> {
  @Override
  public int visible() {
    return index.visible();
  }

  @Override
  public List<float[]> sample(List<float[]> units, int limit) {
    return index.sample(units, limit);
  }

  @Override
  public Nearest<ComparedNeighbour> nearest(
      float[] unit, List<float[]> others, int count, @Nullable IdSet allowed) {
    return index.nearest(unit, others, count, allowed);
  }
}
