package app.akin.core.index;

import java.util.Arrays;

/// Which row holds a content's vector: a hash table without boxes. Used by one thread at a time.
final class RowTable {
  static final int NONE = -1;

  private long[] ids;
  private int[] rows;
  private int size;

  /// Room for about so many before it grows.
  RowTable(int expected) {
    int capacity = Integer.highestOneBit(Math.max(16, expected)) * 4;
    this.ids = new long[capacity];
    this.rows = new int[capacity];
    Arrays.fill(rows, NONE);
  }

  /// The row of an id, or [#NONE].
  int row(long id) {
    return rows[slot(id)];
  }

  /// Notes the row of an id and returns the one it had, or [#NONE]. The row [#NONE] forgets it.
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

  /// The slot where an id is or belongs. Ids are positive, so 0 marks a free slot; a forgotten id
  /// keeps its slot, without a row.
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
