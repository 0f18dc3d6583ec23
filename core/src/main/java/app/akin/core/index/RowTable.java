package app.akin.core.index;

import java.util.Arrays;

/// Maps contents to rows: a hash table of primitives. Not thread-safe.
final class RowTable {
  static final int NONE = -1;

  private long[] ids;
  private int[] rows;
  private int size;

  /// Creates a table with an initial capacity.
  RowTable(int expected) {
    int capacity = Integer.highestOneBit(Math.max(16, expected)) * 4;
    this.ids = new long[capacity];
    this.rows = new int[capacity];
    Arrays.fill(rows, NONE);
  }

  /// Returns the row of an id, or [#NONE].
  int row(long id) {
    return rows[slot(id)];
  }

  /// Sets the row of an id and returns the previous one, or [#NONE]. The row [#NONE] removes the
  /// id.
  int put(long id, int row) {
    int slot = slot(id);
    int old = rows[slot];
    if (ids[slot] != id) {
      if (row == NONE) {
        return NONE;
      }
      ids[slot] = id;
      size++;
    }
    rows[slot] = row;
    if (size > ids.length / 2) {
      grow();
    }
    return old;
  }

  /// Returns the slot of an id. Ids are positive, so 0 marks a free slot; a removed id keeps its
  /// slot without a row.
  private int slot(long id) {
    int mask = ids.length - 1;
    int slot = (int) ((id * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (ids[slot] != 0 && ids[slot] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldIds = ids;
    int[] oldRows = rows;
    ids = new long[oldIds.length * 2];
    rows = new int[ids.length];
    Arrays.fill(rows, NONE);
    for (int i = 0; i < oldIds.length; i++) {
      if (oldIds[i] != 0) {
        int slot = slot(oldIds[i]);
        ids[slot] = oldIds[i];
        rows[slot] = oldRows[i];
      }
    }
  }
}
