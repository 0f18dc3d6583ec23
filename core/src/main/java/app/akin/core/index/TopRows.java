package app.akin.core.index;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Keeps the rows with the best estimates among many offered; of equal estimates, the first rows. A
/// second collection can take the best of those that a first one has left out. Estimates must not
/// be NaN. Not thread-safe.
///
/// Rows are collected until there are twice as many as needed; then the better half is selected,
/// which takes constant time for each row offered.
final class TopRows {
  private static final int FIRST_SIZE = 1 << 13;

  private final int limit;

  /// Keys of rows are smaller.
  private final long end;

  private long[] keys;
  private int size;

  /// Every row left out so far was not better.
  private float floor;

  /// Creates a collection of `limit` rows, at least one.
  TopRows(int limit) {
    this(limit, Float.NEGATIVE_INFINITY, Long.MAX_VALUE);
  }

  private TopRows(int limit, float floor, long end) {
    this.limit = limit;
    this.end = end;
    this.keys = new long[Math.min(FIRST_SIZE, Math.multiplyExact(2, limit))];
    this.floor = floor;
  }

  /// Returns an empty collection of the same kind as this empty one.
  TopRows empty() {
    return new TopRows(limit, floor, end);
  }

  /// Returns an empty collection for rows that this one leaves out.
  ///
  /// @param most how many at most
  /// @param needed the estimate that they must reach
  TopRows leftOut(int most, float needed) {
    return new TopRows(most, needed, lowest());
  }

  /// Returns whether rows with estimates above this one may be left out.
  boolean leavesOut(float estimate) {
    cut();
    return size == limit && estimate(lowest()) > estimate;
  }

  /// Adds a row if it is among the best so far.
  void offer(int row, float estimate) {
    if (estimate >= floor) {
      long key = key(row, estimate);
      if (key < end) {
        add(key);
      }
    }
  }

  /// Offers all rows of another collection.
  void offerAll(TopRows other) {
    for (int i = 0; i < other.size; i++) {
      add(other.keys[i]);
    }
  }

  /// Returns the best rows, ascending by number.
  ///
  /// @param count how many at most
  int[] best(int count) {
    cut();
    int best = Math.min(count, size);
    selectLargest(best);
    return IntStream.range(0, best).map(i -> row(keys[i])).sorted().toArray();
  }

  /// Returns all rows of this collection, ascending by number.
  int[] all() {
    return best(limit);
  }

  /// Returns the rows other than the best that [#best] has returned, ascending by number.
  ///
  /// @param best how many those are at most
  /// @param needed the estimate that the others must reach
  int[] others(int best, float needed) {
    return IntStream.range(Math.min(best, size), size)
        .filter(i -> estimate(keys[i]) >= needed)
        .map(i -> row(keys[i]))
        .sorted()
        .toArray();
  }

  private void add(long key) {
    if (size == keys.length) {
      if (size == 2 * limit) {
        cut();
      } else {
        keys = Arrays.copyOf(keys, (int) Math.min(2L * size, 2L * limit));
      }
    }
    keys[size++] = key;
  }

  private void cut() {
    if (size > limit) {
      selectLargest(limit);
      size = limit;
      floor = estimate(lowest());
    }
  }

  /// Returns the smallest key of the rows in this collection.
  private long lowest() {
    long lowest = keys[0];
    for (int i = 1; i < size; i++) {
      lowest = Math.min(lowest, keys[i]);
    }
    return lowest;
  }

  /// Moves the `count` largest keys to the front (Hoare's quickselect).
  private void selectLargest(int count) {
    int from = 0;
    int to = size - 1;
    while (from < to) {
      long pivot = keys[(from + to) >>> 1];
      int left = from;
      int right = to;
      while (left <= right) {
        while (keys[left] > pivot) {
          left++;
        }
        while (keys[right] < pivot) {
          right--;
        }
        if (left <= right) {
          long key = keys[left];
          keys[left++] = keys[right];
          keys[right--] = key;
        }
      }
      if (count - 1 <= right) {
        to = right;
      } else if (count - 1 >= left) {
        from = left;
      } else {
        return;
      }
    }
  }

  /// Returns a number that orders estimates, then rows.
  static long key(int row, float estimate) {
    return (long) order(Float.floatToRawIntBits(estimate)) << 32 | (Integer.MAX_VALUE - row);
  }

  /// Returns the row of a key.
  static int row(long key) {
    return Integer.MAX_VALUE - (int) key;
  }

  /// Returns the estimate of a key.
  static float estimate(long key) {
    return Float.intBitsToFloat(order((int) (key >> 32)));
  }

  /// Maps the bits of a float to an integer of the same order, and back.
  private static int order(int bits) {
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }
}
