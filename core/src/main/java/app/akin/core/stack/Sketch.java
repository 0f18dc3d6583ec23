package app.akin.core.stack;

import java.util.SplittableRandom;

/// Reduces embeddings to the signs of 64 random directions: the smaller the angle of two
/// embeddings, the fewer signs differ (Charikar, "Similarity Estimation Techniques from Rounding
/// Algorithms", STOC 2002). Thread-safe.
final class Sketch {
  private static final long SEED = 0x5DEECE66DL;

  private final float[][] directions = new float[Long.SIZE][];
  private final float[] offsets = new float[Long.SIZE];

  /// @param centre the point seen from which the directions are told apart, usually the mean
  Sketch(float[] centre) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int bit = 0; bit < Long.SIZE; bit++) {
      float[] direction = new float[centre.length];
      for (int i = 0; i < direction.length; i++) {
        direction[i] = (float) random.nextGaussian();
      }
      directions[bit] = direction;
      offsets[bit] = Calibration.cosine(direction, centre);
    }
  }

  long of(float[] unit) {
    long bits = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if (Calibration.cosine(directions[bit], unit) > offsets[bit]) {
        bits |= 1L << bit;
      }
    }
    return bits;
  }
}
