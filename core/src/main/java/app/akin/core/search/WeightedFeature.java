package app.akin.core.search;

import static app.akin.core.search.VectorMath.norm;
import static app.akin.core.search.VectorMath.scaled;

import app.akin.core.photo.Embedding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The raw feature of a part of a query and its weight among the parts of its kind.
///
/// @param embedding the raw feature
/// @param weight the weight; positive
record WeightedFeature(Embedding embedding, double weight) {
  /// Returns the weighted mean of raw features; empty if all of them are zero or cancel out.
  static Optional<Embedding> meanOf(List<WeightedFeature> features) {
    double @Nullable [] mean = mean(features);
    return mean == null ? Optional.empty() : Optional.of(Embedding.ofRaw(scaled(mean, 1)));
  }

  /// Returns the weighted mean of raw features, in double precision. Zero features count as absent.
  /// Returns null if none is left or if they cancel out.
  static double @Nullable [] mean(List<WeightedFeature> features) {
    double @Nullable [] sum = null;
    double weights = 0;
    for (WeightedFeature feature : features) {
      Embedding embedding = feature.embedding();
      if (embedding.isZero()) {
        continue;
      }
      if (sum == null) {
        sum = new double[embedding.dimension()];
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] += feature.weight() * embedding.norm() * embedding.unit()[i];
      }
      weights += feature.weight();
    }
    if (sum != null) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] /= weights;
      }
    }
    return sum == null || norm(sum) < Embedding.ZERO_NORM ? null : sum;
  }
}
