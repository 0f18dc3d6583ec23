package app.akin.core.index;

import java.lang.foreign.MemorySegment;

/// Compares the sign bits of rows with a query whose components are rounded to `step * (n -
/// MIDDLE)`, n from 0 to 15. Stateless.
///
/// [SimdSignScan] is the fastest once compiled; until then [ScalarSignScan] is faster, which
/// matters to a process that answers a single query. Both give equal results.
sealed interface SignScan permits SimdSignScan, ScalarSignScan {
  /// Bits of a component of the query.
  int QUERY_BITS = 4;

  /// The middle of the rounded components.
  float MIDDLE = ((1 << QUERY_BITS) - 1) / 2f;

  /// Adds up the query's components at the bits of rows, for groups of rows of a block.
  ///
  /// @param groups for each group of [CodeLayout#GROUP] rows whether it is needed
  /// @param planes the bits of `n`, least significant first: for each word its planes
  /// @param sums receives for each row of a needed group the sum of `2 * (n - MIDDLE)`
  void scan(CodeLayout layout, MemorySegment coarse, boolean[] groups, long[] planes, long[] sums);
}
