package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An immutable set of content ids. Thread-safe.
///
/// Ids of a catalogue are mostly dense, so a set is a bitmap over its range unless that is large,
/// otherwise a sorted array.
public final class IdSet {
  /// Maximum 64-bit words per id for a bitmap; a sorted array needs one.
  private static final int WORDS_PER_ID = 2;

  /// Maximum words of a bitmap however few ids it has, 1 MB for 8 million ids.
  private static final int WORDS = 1 << 17;

  private final long[] sorted;
  private final long[] bits;
  private final long first;

  private IdSet(long[] sorted, long[] bits) {
    this.sorted = sorted;
    this.bits = bits;
    this.first = sorted.length == 0 ? 0 : sorted[0];
  }

  /// Returns the set of these ids, in any order and with duplicates; the array is not retained.
  public static IdSet of(long... ids) {
    long[] sorted = Arrays.stream(ids).sorted().distinct().toArray();
    if (sorted.length == 0) {
      return new IdSet(sorted, new long[0]);
    }
    long span = sorted[sorted.length - 1] - sorted[0];
    boolean dense =
        span >= 0 && span / Long.SIZE < Math.max(WORDS, (long) WORDS_PER_ID * sorted.length);
    long[] bits = new long[dense ? (int) (span / Long.SIZE) + 1 : 0];
    if (dense) {
      for (long id : sorted) {
        long offset = id - sorted[0];
        bits[(int) (offset >> 6)] |= 1L << offset;
      }
    }
    return new IdSet(sorted, bits);
  }

  /// Returns the number of ids.
  public int size() {
    return sorted.length;
  }

  /// Returns whether the set contains an id.
  public boolean contains(long id) {
    return bit(id) != 0;
  }

  /// Returns 1 if the set contains an id, otherwise 0.
  private long bit(long id) {
    long offset = id - first;
    long word = offset >> 6;
    if (word >= 0 && word < bits.length) {
      return bits[(int) word] >>> offset & 1;
    }
    return bits.length == 0 && Arrays.binarySearch(sorted, id) >= 0 ? 1 : 0;
  }

  /// Returns for up to 64 stored ids whether the set contains them, a bit for each.
  long contained(MemorySegment ids, long offset, int count) {
    long contained = 0;
    for (int i = 0; i < count; i++) {
      contained |= bit(ids.get(CodeLayout.LONG, offset + (long) i * Long.BYTES)) << i;
    }
    return contained;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IdSet set && Arrays.equals(sorted, set.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  /// Returns the ids in ascending order, as a copy.
  public long[] toArray() {
    return sorted.clone();
  }
}
