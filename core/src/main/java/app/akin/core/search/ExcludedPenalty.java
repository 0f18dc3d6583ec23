package app.akin.core.search;

import app.akin.core.index.NullDistribution;
import java.util.List;
import java.util.function.UnaryOperator;

/// What excluded texts take from the scores of photos if the model cannot exclude them itself: how
/// much more similar a photo is to them than most photos are. Photos that do not show what is
/// excluded keep their scores.
///
/// @param unit unit vector of the mean excluded text; shared, must not be modified
/// @param threshold the cosine that most photos do not reach: one deviation above the median, or
///   the median in a library of few photos
// Compared by identity, to avoid comparing vectors.
@SuppressWarnings("ArrayRecordComponent")
record ExcludedPenalty(float[] unit, double threshold) {
  /// Returns the penalty of excluded texts.
  ///
  /// @param excluded the texts; at least one has a meaning for the model
  /// @param sample returns the cosines of a sample of photos with a unit vector
  static ExcludedPenalty of(List<WeightedFeature> excluded, UnaryOperator<float[]> sample) {
    float[] unit = WeightedFeature.meanOf(excluded).orElseThrow().unit();
    NullDistribution photos = NullDistribution.fit(sample.apply(unit));
    return new ExcludedPenalty(unit, photos.score(photos.isFitted() ? 1 : 0));
  }

  /// Returns what is subtracted from the score of a photo: 0 or more.
  ///
  /// @param cosine the cosine of the photo with [#unit]
  double of(double cosine) {
    return Math.max(0, cosine - threshold);
  }
}
