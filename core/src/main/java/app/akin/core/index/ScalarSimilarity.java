package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Computes scalar products with loops over arrays, which are acceptable before compilation. Sums
/// in the order of [SimdSimilarity], with an array element for each lane of its four sums.
final class ScalarSimilarity implements Similarity {
  private static final int SUMS = 4 * WIDTH;

  private final float[] query;

  /// Zeros as initial sums, followed by the products of a row.
  private final float[] products;

  ScalarSimilarity(float[] query) {
    this.query = query;
    this.products = new float[SUMS + query.length];
  }

  @Override
  public float score(MemorySegment rows, long offset) {
    float[] p = products;
    Arrays.fill(p, 0, SUMS, 0);
    MemorySegment.copy(rows, FLOAT, offset, p, SUMS, query.length);
    multiply(p, query);
    int whole = query.length - query.length % SUMS;
    accumulate(p, whole);
    return total(p, whole);
  }

  private static void multiply(float[] p, float[] query) {
    for (int i = 0; i < query.length; i++) {
      p[SUMS + i] *= query[i];
    }
  }

  /// Adds to each product the sum a fixed distance before it, which leaves the sums in the last
  /// elements.
  private static void accumulate(float[] p, int count) {
    for (int i = 0; i < count; i++) {
      p[SUMS + i] += p[i];
    }
  }

  /// Returns the sum of the partial sums from an index on, and of the products after them.
  private static float total(float[] p, int at) {
    int left = SUMS + at;
    for (; left <= p.length - WIDTH; left += WIDTH) {
      for (int lane = 0; lane < WIDTH; lane++) {
        p[at + lane] += p[left + lane];
      }
    }
    for (int i = at; i < at + WIDTH; i++) {
      p[i] = (p[i] + p[i + WIDTH]) + (p[i + 2 * WIDTH] + p[i + 3 * WIDTH]);
    }
    for (int half = WIDTH / 2; half > 0; half /= 2) {
      for (int i = at; i < at + half; i++) {
        p[i] += p[i + half];
      }
    }
    float sum = p[at];
    for (; left < p.length; left++) {
      sum += p[left];
    }
    return sum;
  }
}
