package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Compares several rows at once with the Vector API: each lane holds a row.
final class SimdSignScan implements SignScan {
  private static final int LANES =
      Math.min(CodeLayout.GROUP, VectorShape.preferredShape().vectorBitSize() / Long.SIZE);
  private static final VectorSpecies<Long> SPECIES =
      VectorSpecies.of(long.class, VectorShape.forBitSize(LANES * Long.SIZE));

  @Override
  public void scan(
      CodeLayout layout, MemorySegment coarse, boolean[] groups, long[] planes, long[] sums) {
    int words = layout.words();
    for (int group = 0; group < groups.length; group++) {
      if (groups[group]) {
        for (int lane = 0; lane < CodeLayout.GROUP; lane += LANES) {
          int row = group * CodeLayout.GROUP + lane;
          scan(coarse, layout.sign(row, 0), words, planes, sums, row);
        }
      }
    }
  }

  private static void scan(
      MemorySegment coarse, long offset, int words, long[] planes, long[] sums, int row) {
    LongVector count = LongVector.zero(SPECIES);
    LongVector first = count;
    LongVector second = count;
    LongVector third = count;
    LongVector fourth = count;
    for (int word = 0; word < words; word++) {
      long at = offset + (long) word * CodeLayout.GROUP * Long.BYTES;
      LongVector signs = LongVector.fromMemorySegment(SPECIES, coarse, at, ByteOrder.LITTLE_ENDIAN);
      int plane = word * QUERY_BITS;
      count = count.add(signs.lanewise(VectorOperators.BIT_COUNT));
      first = first.add(common(signs, planes[plane]));
      second = second.add(common(signs, planes[plane + 1]));
      third = third.add(common(signs, planes[plane + 2]));
      fourth = fourth.add(common(signs, planes[plane + 3]));
    }
    // Twice the sum of n, minus 15 for each bit.
    first
        .lanewise(VectorOperators.LSHL, 1)
        .add(second.lanewise(VectorOperators.LSHL, 2))
        .add(third.lanewise(VectorOperators.LSHL, 3))
        .add(fourth.lanewise(VectorOperators.LSHL, 4))
        .add(count)
        .sub(count.lanewise(VectorOperators.LSHL, QUERY_BITS))
        .intoArray(sums, row);
  }

  private static LongVector common(LongVector signs, long plane) {
    return signs.and(plane).lanewise(VectorOperators.BIT_COUNT);
  }
}
