package app.akin.core.search;

import app.akin.core.photo.Embedding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What feedback adds to the unit vector of a query, see [FeedbackWeights].
///
/// @param vector the sum; shared, must not be modified
/// @param moreUnit unit vector of the mean of the photos that are right, null if there are none;
///   shared, must not be modified
// Compared by identity, to avoid comparing vectors.
@SuppressWarnings("ArrayRecordComponent")
record FeedbackShift(double[] vector, float @Nullable [] moreUnit) {
  /// Returns what photos add; empty if they add nothing.
  ///
  /// @param more the raw features of the photos that are right
  /// @param less the raw features of the photos that are wrong
  static Optional<FeedbackShift> of(
      List<WeightedFeature> more, List<WeightedFeature> less, FeedbackWeights weights) {
    Optional<float[]> moreUnit = WeightedFeature.meanOf(more).map(Embedding::unit);
    Optional<float[]> lessUnit = WeightedFeature.meanOf(less).map(Embedding::unit);
    if (moreUnit.isEmpty() && lessUnit.isEmpty()) {
      return Optional.empty();
    }
    double[] sum = new double[moreUnit.or(() -> lessUnit).orElseThrow().length];
    moreUnit.ifPresent(unit -> add(sum, unit, weights.ofMore(more.size())));
    lessUnit.ifPresent(unit -> add(sum, unit, -weights.ofLess(less.size())));
    return Optional.of(new FeedbackShift(sum, moreUnit.orElse(null)));
  }

  private static void add(double[] sum, float[] unit, double weight) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * unit[i];
    }
  }
}
