package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The one scalar product of the index. Scan and graph both score by it, adding in the same order,
/// so the same two vectors get the same score to the last bit whichever of the two answered.
final class Similarity {
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = LANES.length();

  private Similarity() {}

  /// The sum of the products of a query's components with those stored from a byte offset on. Four
  /// sums run side by side: one alone would wait for each addition before the next.
  static float dot(float[] query, MemorySegment rows, long offset) {
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
    float sum = first.add(second).add(third.add(fourth)).reduceLanes(VectorOperators.ADD);
    for (; i < query.length; i++) {
      sum = Math.fma(query[i], rows.get(FLOAT, offset + (long) i * Float.BYTES), sum);
    }
    return sum;
  }

  private static FloatVector multiply(
      float[] query, int at, MemorySegment rows, long offset, FloatVector sum) {
    long from = offset + (long) at * Float.BYTES;
    return FloatVector.fromArray(LANES, query, at)
        .fma(FloatVector.fromMemorySegment(LANES, rows, from, ByteOrder.LITTLE_ENDIAN), sum);
  }
}
