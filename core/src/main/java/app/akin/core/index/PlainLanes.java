package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A scalar product by loops over arrays, which run tolerably before they are compiled. It adds in
/// the order of [Lanes], with a place of an array for each lane of its four sums.
final class PlainLanes implements Similarity {
  private static final int SUMS = 4 * WIDTH;

  private final float[] query;

  /// Zeros that the sums start from, and behind them a row's products.
  private final float[] places;

  PlainLanes(float[] query) {
    this.query = query;
    this.places = new float[SUMS + query.length];
  }

  @Override
  public float score(MemorySegment rows, long offset) {
    float[] p = places;
    Arrays.fill(p, 0, SUMS, 0);
    MemorySegment.copy(rows, FLOAT, offset, p, SUMS, query.length);
    multiply(p, query);
    int whole = query.length - query.length % SUMS;
    addUp(p, whole);
    return total(p, whole);
  }

  private static void multiply(float[] p, float[] query) {
    for (int i = 0; i < query.length; i++) {
      p[SUMS + i] *= query[i];
    }
  }

  /// Adds to each product the sum that stands so many places before it, which leaves the sums in
  /// the last places gone through.
  private static void addUp(float[] p, int count) {
    for (int i = 0; i < count; i++) {
      p[SUMS + i] += p[i];
    }
  }

  /// The sum of the sums from a place on, and of the products that come after them.
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
