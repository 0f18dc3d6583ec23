package app.akin.core.index;

import java.lang.foreign.MemorySegment;

/// Compares row by row, which is acceptable before compilation.
final class ScalarSignScan implements SignScan {
  @Override
  public void scan(
      CodeLayout layout, MemorySegment coarse, boolean[] groups, long[] planes, long[] sums) {
    for (int group = 0; group < groups.length; group++) {
      if (groups[group]) {
        for (int lane = 0; lane < CodeLayout.GROUP; lane++) {
          scan(layout, coarse, planes, sums, group * CodeLayout.GROUP + lane);
        }
      }
    }
  }

  private static void scan(
      CodeLayout layout, MemorySegment coarse, long[] planes, long[] sums, int row) {
    int count = 0;
    int sum = 0;
    for (int word = 0; word < layout.words(); word++) {
      long signs = coarse.get(CodeLayout.LONG, layout.sign(row, word));
      count += Long.bitCount(signs);
      for (int bit = 0; bit < QUERY_BITS; bit++) {
        sum += Long.bitCount(signs & planes[word * QUERY_BITS + bit]) << bit;
      }
    }
    sums[row] = 2L * sum - ((1 << QUERY_BITS) - 1) * (long) count;
  }
}
