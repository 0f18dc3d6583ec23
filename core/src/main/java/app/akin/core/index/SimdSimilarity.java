package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Computes scalar products with the Vector API, which uses the widest SIMD registers once it is
/// compiled. Sums in a fixed order.
final class SimdSimilarity implements Similarity {
  private static final VectorSpecies<Float> LANES =
      VectorSpecies.of(float.class, VectorShape.forBitSize(WIDTH * Float.SIZE));
  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_1 = rotation(1);

  private final float[] query;

  SimdSimilarity(float[] query) {
    this.query = query;
  }

  /// Four independent sums, because a single one would wait for each addition.
  @Override
  public float score(MemorySegment rows, long offset) {
    FloatVector first = FloatVector.zero(LANES);
    FloatVector second = first;
    FloatVector third = first;
    FloatVector fourth = first;
    int i = 0;
    for (; i <= query.length - 4 * WIDTH; i += 4 * WIDTH) {
      first = multiply(query, i, rows, offset, first);
      second = multiply(query, i + WIDTH, rows, offset, second);
      third = multiply(query, i + 2 * WIDTH, rows, offset, third);
      fourth = multiply(query, i + 3 * WIDTH, rows, offset, fourth);
    }
    for (; i <= query.length - WIDTH; i += WIDTH) {
      first = multiply(query, i, rows, offset, first);
    }
    float sum = total(first.add(second).add(third.add(fourth)));
    for (; i < query.length; i++) {
      sum += query[i] * rows.get(FLOAT, offset + (long) i * Float.BYTES);
    }
    return sum;
  }

  /// Products are not fused: fused multiply-add is extremely slow on CPUs without it, and gains
  /// nothing at memory speed.
  private static FloatVector multiply(
      float[] query, int at, MemorySegment rows, long offset, FloatVector sum) {
    long from = offset + (long) at * Float.BYTES;
    FloatVector row = FloatVector.fromMemorySegment(LANES, rows, from, ByteOrder.LITTLE_ENDIAN);
    return sum.add(FloatVector.fromArray(LANES, query, at).mul(row));
  }

  /// Returns the sum of all lanes by pairwise halving. The reduction of the Vector API sums in an
  /// order that changes when the code is compiled.
  private static float total(FloatVector lanes) {
    FloatVector sum = lanes;
    if (WIDTH > 8) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (WIDTH > 4) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    if (WIDTH > 2) {
      sum = sum.add(sum.rearrange(BY_2));
    }
    if (WIDTH > 1) {
      sum = sum.add(sum.rearrange(BY_1));
    }
    return sum.lane(0);
  }

  private static VectorShuffle<Float> rotation(int by) {
    return VectorShuffle.fromOp(LANES, lane -> (lane + by) % WIDTH);
  }
}
