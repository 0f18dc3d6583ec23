package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.VectorShape;

/// The scalar product of a query with stored vectors, used by scan and graph. Not thread-safe.
///
/// Both implementations sum in the same order, so equal vectors get bit-identical scores on one
/// machine: [SimdSimilarity] is the fastest once compiled; until then [ScalarSimilarity] is faster,
/// which matters to a process that answers a single query.
sealed interface Similarity permits SimdSimilarity, ScalarSimilarity {
  /// The format of stored components.
  ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// The SIMD width in numbers, a power of two up to 16.
  int WIDTH = Math.min(16, VectorShape.preferredShape().vectorBitSize() / Float.SIZE);

  /// Returns the scalar product with the vector at a byte offset.
  float score(MemorySegment rows, long offset);

  /// Returns the implementation for a query.
  ///
  /// @param query retained while this is in use; must not be modified
  /// @param cold whether it is the first query of a newly opened index
  static Similarity to(float[] query, boolean cold) {
    return cold ? new ScalarSimilarity(query) : new SimdSimilarity(query);
  }
}
