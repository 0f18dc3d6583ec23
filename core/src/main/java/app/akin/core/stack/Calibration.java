package app.akin.core.stack;

import app.akin.core.index.NullDistribution;
import java.util.List;
import java.util.Optional;

/// The similarities of embeddings that photos of one stack need, from the null distribution of the
/// library: the similarities of photos that have nothing to do with each other. They are rounded,
/// so that they stay equal while a library grows.
///
/// @param same least cosine of photos whose pixels are equal but for size and compression
/// @param edited least cosine of photos whose pixels differ more, such as crops
/// @param near least cosine of photos of a burst
/// @param grey least cosine of a black and white version, which models see as another image
/// @param reach distance of equal photos from the mean of other pairs, in standard deviations
/// @param weak whether the model cannot tell equal photos from others: cosines do not count then,
///   and only what the pixels prove is put together
record Calibration(
    double same, double edited, double near, double grey, double reach, boolean weak) {
  /// Judges by pixels alone.
  static final Calibration WEAK = weak(0);

  /// Number of photos with which each of a sample is compared.
  private static final int PARTNERS = 16;

  /// Least distance of equal photos from the mean of other pairs, in standard deviations.
  private static final double MIN_REACH = 2;

  private static final double SAME_Z = 0.75;
  private static final double NEAR_Z = 2.2;

  /// Largest parts of the way from the mean to 1 that a cosine needs.
  private static final double EDITED_SHARE = 0.8;

  private static final double NEAR_SHARE = 0.65;

  private static final double STEPS = 50;

  /// Largest difference of cosines with which photos are not compared again.
  private static final double TOLERANCE = 0.05;

  /// Largest distance from the least reach at which a model stays as weak or as strong as before.
  private static final double REACH_TOLERANCE = 0.2;

  /// Returns the calibration of a library.
  ///
  /// @param sample unit vectors of a sample of its photos
  static Calibration of(List<float[]> sample) {
    int size = sample.size();
    int partners = Math.min(PARTNERS, (size - 1) / 2);
    if (partners < 1) {
      return WEAK;
    }
    float[] scores = new float[size * partners];
    for (int i = 0; i < size; i++) {
      for (int partner = 0; partner < partners; partner++) {
        scores[i * partners + partner] =
            cosine(sample.get(i), sample.get((i + partner + 1) % size));
      }
    }
    NullDistribution others = NullDistribution.fit(scores);
    double reach = others.zScore(1);
    if (!others.isFitted() || reach < MIN_REACH) {
      return weak(others.isFitted() ? reach : 0);
    }
    return new Calibration(
        rounded(others.score(SAME_Z)),
        rounded(others.score(Math.min(NEAR_Z, EDITED_SHARE * reach))),
        rounded(others.score(Math.min(NEAR_Z, NEAR_SHARE * reach))),
        rounded(others.score(0)),
        reach,
        false);
  }

  private static Calibration weak(double reach) {
    return new Calibration(-1, -1, -1, -1, reach, true);
  }

  /// Returns whether another calibration differs so little that photos need not be compared again.
  boolean isNear(Calibration other) {
    if (weak != other.weak) {
      return Math.abs(other.reach - MIN_REACH) <= REACH_TOLERANCE;
    }
    return Math.abs(same - other.same) <= TOLERANCE
        && Math.abs(edited - other.edited) <= TOLERANCE
        && Math.abs(near - other.near) <= TOLERANCE
        && Math.abs(grey - other.grey) <= TOLERANCE;
  }

  /// Returns the calibration as a text, for [#parse].
  String toText() {
    return same + " " + edited + " " + near + " " + grey + " " + reach + " " + weak;
  }

  /// Returns the calibration of a text; empty if the text is invalid.
  static Optional<Calibration> parse(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 6) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Calibration(
              Double.parseDouble(words[0]),
              Double.parseDouble(words[1]),
              Double.parseDouble(words[2]),
              Double.parseDouble(words[3]),
              Double.parseDouble(words[4]),
              Boolean.parseBoolean(words[5])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static double rounded(double score) {
    return Math.round(score * STEPS) / STEPS;
  }

  static float cosine(float[] one, float[] other) {
    float sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
