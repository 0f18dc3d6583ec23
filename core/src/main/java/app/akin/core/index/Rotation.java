package app.akin.core.index;

import java.util.SplittableRandom;

/// A fixed random rotation, which gives the components of any vector about the same distribution,
/// so that few bits for each describe it well. It changes signs and applies fast Walsh-Hadamard
/// transforms alternately. If the number of components is not a power of two, transforms of the
/// largest smaller power of two cover the first and the last components in turn. Immutable.
final class Rotation {
  /// Rounds if the number of components is a power of two, and otherwise.
  private static final int ROUNDS = 3;

  private static final int ROUNDS_IN_TURN = 4;

  private static final int UNROLLED = 8;

  /// Changing the seed makes all stored codes invalid; see [Manifest].
  private static final long SEED = 0x414b494e;

  private final int components;
  private final int length;
  private final float[][] signs;

  /// @param components number of components, at least 2
  Rotation(int components) {
    this.components = components;
    this.length = Integer.highestOneBit(components);
    this.signs = new float[length == components ? ROUNDS : ROUNDS_IN_TURN][components];
    SplittableRandom random = new SplittableRandom(SEED);
    for (float[] round : signs) {
      for (int i = 0; i < components; i++) {
        round[i] = random.nextBoolean() ? 1 : -1;
      }
    }
  }

  /// Rotates a vector in place.
  void apply(float[] vector) {
    for (int round = 0; round < signs.length; round++) {
      changeSigns(vector, signs[round]);
      transform(vector, start(round));
    }
  }

  /// Reverses [#apply] in place.
  void reverse(float[] vector) {
    for (int round = signs.length - 1; round >= 0; round--) {
      transform(vector, start(round));
      changeSigns(vector, signs[round]);
    }
  }

  private int start(int round) {
    return round % 2 == 0 ? 0 : components - length;
  }

  private static void changeSigns(float[] vector, float[] by) {
    for (int i = 0; i < by.length; i++) {
      vector[i] *= by[i];
    }
  }

  /// Applies the orthonormal transform, its own inverse, to `length` components.
  private void transform(float[] vector, int from) {
    int half = 1;
    if (length >= UNROLLED) {
      transformEights(vector, from, from + length);
      half = UNROLLED;
    }
    for (; half < length; half *= 2) {
      for (int start = from; start < from + length; start += 2 * half) {
        for (int i = start; i < start + half; i++) {
          float first = vector[i];
          float second = vector[i + half];
          vector[i] = first + second;
          vector[i + half] = first - second;
        }
      }
    }
    float scale = (float) (1 / Math.sqrt(length));
    for (int i = from; i < from + length; i++) {
      vector[i] *= scale;
    }
  }

  /// Performs the first three steps, whose loops would be too short, without loops.
  private static void transformEights(float[] v, int from, int to) {
    for (int i = from; i < to; i += UNROLLED) {
      float a = v[i] + v[i + 1];
      float b = v[i] - v[i + 1];
      float c = v[i + 2] + v[i + 3];
      float d = v[i + 2] - v[i + 3];
      float e = v[i + 4] + v[i + 5];
      float f = v[i + 4] - v[i + 5];
      float g = v[i + 6] + v[i + 7];
      float h = v[i + 6] - v[i + 7];
      float ac = a + c;
      float bd = b + d;
      float eg = e + g;
      float fh = f + h;
      v[i] = ac + eg;
      v[i + 1] = bd + fh;
      v[i + 4] = ac - eg;
      v[i + 5] = bd - fh;
      ac = a - c;
      bd = b - d;
      eg = e - g;
      fh = f - h;
      v[i + 2] = ac + eg;
      v[i + 3] = bd + fh;
      v[i + 6] = ac - eg;
      v[i + 7] = bd - fh;
    }
  }
}
