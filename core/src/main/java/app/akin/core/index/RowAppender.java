package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Appends rows to snapshots, and finds the rows of contents. Guarded by the write lock of the
/// index.
final class RowAppender {
  private final BlockLayout layout;
  private @Nullable RowTable table;
  private @Nullable MemorySegment open;

  RowAppender(BlockLayout layout) {
    this.layout = layout;
  }

  /// Returns the snapshot with another row, which replaces the earlier row of the content.
  ///
  /// @param hidden the contents that searches do not return
  Snapshot add(Snapshot before, long id, float[] unit, @Nullable IdSet hidden) {
    int row = before.rows();
    int replaced = table(before).put(id, row);
    MemorySegment[] blocks = blocksFor(before, row);
    layout.put(blocks[BlockLayout.blockOf(row)], row, id, unit);
    BitSet dead = before.dead();
    BitSet blocked = before.blocked();
    if (replaced != RowTable.NONE) {
      dead = with(dead, replaced);
      blocked = with(blocked, replaced);
    }
    if (hidden != null && hidden.contains(id)) {
      blocked = with(blocked, row);
    }
    return before.with(blocks, dead, blocked);
  }

  /// Returns the dead rows after the removal of contents.
  ///
  /// @param listed whether the contents in the set are removed, or all others
  BitSet remove(Snapshot before, IdSet ids, boolean listed) {
    BitSet dead = (BitSet) before.dead().clone();
    for (int row = dead.nextClearBit(0); row < before.rows(); row = dead.nextClearBit(row + 1)) {
      long id = before.id(row);
      if (ids.contains(id) == listed) {
        dead.set(row);
        table(before).put(id, RowTable.NONE);
      }
    }
    return dead;
  }

  /// Notes that all rows were renumbered.
  void renumbered() {
    table = null;
  }

  /// Notes that all rows are in the flat file now, which does not grow in memory.
  void saved() {
    open = null;
  }

  /// Returns the blocks with space for another row. The last block of the flat file is copied
  /// before it grows; a growing block keeps growing beyond the rows visible to snapshots.
  private MemorySegment[] blocksFor(Snapshot snapshot, int row) {
    int last = BlockLayout.blockOf(row);
    if (open != null && (row & (BlockLayout.ROWS - 1)) != 0) {
      return snapshot.blocks();
    }
    MemorySegment[] blocks = Arrays.copyOf(snapshot.blocks(), last + 1);
    MemorySegment block = MemorySegment.ofArray(new byte[Math.toIntExact(layout.blockBytes())]);
    if ((row & (BlockLayout.ROWS - 1)) != 0) {
      MemorySegment.copy(blocks[last], 0, block, 0, blocks[last].byteSize());
    }
    blocks[last] = block;
    open = block;
    return blocks;
  }

  private RowTable table(Snapshot snapshot) {
    RowTable existing = table;
    if (existing == null) {
      existing = new RowTable(snapshot.rows());
      for (int row = snapshot.dead().nextClearBit(0);
          row < snapshot.rows();
          row = snapshot.dead().nextClearBit(row + 1)) {
        existing.put(snapshot.id(row), row);
      }
      table = existing;
    }
    return existing;
  }

  private static BitSet with(BitSet bits, int row) {
    BitSet copy = (BitSet) bits.clone();
    copy.set(row);
    return copy;
  }
}
