package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.VectorShape;

/// The one scalar product of the index, of a query with stored vectors. Scan and graph both score
/// by it. For one thread at a time.
///
/// It is computed in two ways that add in the same order, so on one machine the same two vectors
/// always get the same score to the last bit: [Lanes] is the fastest once it is compiled, and until
/// then so slow that a process which answers one query is better off with [PlainLanes].
sealed interface Similarity permits Lanes, PlainLanes {
  /// How vectors are stored.
  ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// How many numbers the processor computes at once, a power of two up to 16.
  int WIDTH = Math.min(16, VectorShape.preferredShape().vectorBitSize() / Float.SIZE);

  /// The sum of the products of the query's components with those stored from a byte offset on.
  float score(MemorySegment rows, long offset);

  /// The way that suits a query.
  ///
  /// @param query not kept longer than this, nor changed
  /// @param cold whether it is the first of an index that was just opened
  static Similarity to(float[] query, boolean cold) {
    return cold ? new PlainLanes(query) : new Lanes(query);
  }
}
