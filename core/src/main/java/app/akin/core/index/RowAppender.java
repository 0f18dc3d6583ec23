package app.akin.core.index;

import app.akin.core.index.CodeLayout.Block;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Appends rows to snapshots, and finds the rows of contents. Guarded by the write lock of the
/// index.
final class RowAppender {
  private final CodeLayout layout;
  private @Nullable RowTable table;
  private @Nullable Block open;

  RowAppender(CodeLayout layout) {
    this.layout = layout;
  }

  /// Returns an empty block in memory.
  static Block newBlock(CodeLayout layout) {
    return new Block(
        MemorySegment.ofArray(new byte[Math.toIntExact(layout.coarseBytes())]),
        MemorySegment.ofArray(new byte[Math.toIntExact(layout.fineBytes())]));
  }

  /// Returns the snapshot with another row, which replaces the earlier row of the content.
  ///
  /// @param hidden the contents that searches do not return
  Snapshot add(Snapshot before, long id, float[] unit, @Nullable IdSet hidden) {
    int row = before.rows();
    int replaced = table(before).put(id, row);
    Block[] blocks = blocksFor(before, row);
    before.coder().encode(unit, id, row, blocks[CodeLayout.blockOf(row)]);
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

  /// Notes that all rows are in the files now, which do not grow in memory.
  void saved() {
    open = null;
  }

  /// Returns the blocks with space for another row. The last block of the files is copied before it
  /// grows; a growing block keeps growing beyond the rows visible to snapshots.
  private Block[] blocksFor(Snapshot snapshot, int row) {
    int last = CodeLayout.blockOf(row);
    boolean started = CodeLayout.within(row) != 0;
    if (open != null && started) {
      return snapshot.blocks();
    }
    Block[] blocks = Arrays.copyOf(snapshot.blocks(), last + 1);
    Block block = newBlock(layout);
    if (started) {
      block.coarse().copyFrom(blocks[last].coarse());
      block.fine().copyFrom(blocks[last].fine());
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
