package app.akin.core.stack;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// Finds 64-bit hashes that differ in few bits from another one, without comparing all.
///
/// A hash is divided into four bands. Each band has a bucket for each value, and a query looks into
/// the buckets of its own values and of those that differ in up to two bits (Norouzi, Punjani and
/// Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012). Hashes that differ
/// in up to eleven bits are found for certain, others often. A query reads a limited part of a
/// bucket, its smallest rows, so that many equal images do not slow it down. Not thread-safe.
final class HashIndex {
  private static final int BANDS = 4;
  private static final int BITS = 16;

  /// Rows of a bucket that a query reads.
  private static final int MAX_ROWS = 256;

  /// The differences of a band that are looked up.
  private static final int[] DIFFERENCES = differences();

  private final long[] hashes;
  private final int[][] buckets = new int[BANDS << BITS][];
  private final int[] sizes = new int[BANDS << BITS];
  private final int[] seen;
  private int query;

  /// @param hashes the hashes by row; not copied
  HashIndex(long[] hashes) {
    this.hashes = hashes;
    this.seen = new int[hashes.length];
  }

  private static int[] differences() {
    int[] masks = new int[1 + BITS + BITS * (BITS - 1) / 2];
    int count = 1;
    for (int bit = 0; bit < BITS; bit++) {
      masks[count++] = 1 << bit;
    }
    for (int bit = 0; bit < BITS; bit++) {
      for (int other = 0; other < bit; other++) {
        masks[count++] = (1 << bit) | (1 << other);
      }
    }
    return masks;
  }

  private static int bucket(long hash, int band) {
    return (band << BITS) | ((int) (hash >>> (band * BITS)) & 0xFFFF);
  }

  /// Adds a row.
  void add(int row) {
    for (int band = 0; band < BANDS; band++) {
      int bucket = bucket(hashes[row], band);
      int size = sizes[bucket];
      int[] rows = buckets[bucket];
      if (rows == null) {
        rows = new int[2];
        buckets[bucket] = rows;
      } else if (size == rows.length) {
        rows = Arrays.copyOf(rows, size + (size >> 1) + 1);
        buckets[bucket] = rows;
      }
      // Rows mostly come in their order.
      int at = size;
      if (size > 0 && rows[size - 1] > row) {
        at = -1 - Arrays.binarySearch(rows, 0, size, row);
        System.arraycopy(rows, at, rows, at + 1, size - at);
      }
      rows[at] = row;
      sizes[bucket]++;
    }
  }

  /// Removes a row that was added.
  void remove(int row) {
    for (int band = 0; band < BANDS; band++) {
      int bucket = bucket(hashes[row], band);
      int[] rows = buckets[bucket];
      int at = rows == null ? -1 : Arrays.binarySearch(rows, 0, sizes[bucket], row);
      if (rows != null && at >= 0) {
        System.arraycopy(rows, at + 1, rows, at, sizes[bucket] - at - 1);
        sizes[bucket]--;
      }
    }
  }

  /// Passes the rows whose hashes differ in few bits to a consumer, each once.
  ///
  /// @param most largest number of bits
  void near(long hash, int most, IntConsumer consumer) {
    query++;
    for (int band = 0; band < BANDS; band++) {
      int own = bucket(hash, band);
      for (int difference : DIFFERENCES) {
        int[] rows = buckets[own ^ difference];
        int size = rows == null ? 0 : Math.min(sizes[own ^ difference], MAX_ROWS);
        for (int i = 0; i < size; i++) {
          int row = rows[i];
          if (seen[row] != query && Long.bitCount(hashes[row] ^ hash) <= most) {
            seen[row] = query;
            consumer.accept(row);
          }
        }
      }
    }
  }
}
