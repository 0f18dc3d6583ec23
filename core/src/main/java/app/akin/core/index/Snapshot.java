package app.akin.core.index;

import app.akin.core.index.CodeLayout.Block;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An immutable state of the index: rows of the files, unsaved rows, deleted and hidden rows.
///
/// Readers [#acquire] and [#release] it. Its files stay mapped until the index has moved on and the
/// last reader has released it. Bit sets and the array of blocks are shared with other snapshots
/// and must not be modified. Blocks after the mapped ones may grow beyond [#rows], where no reader
/// looks.
final class Snapshot {
  private final AtomicInteger references = new AtomicInteger(1);
  private final RowCoder coder;
  private final Block[] blocks;
  private final int rows;
  private final int saved;
  private final @Nullable MappedCodes files;
  private final BitSet dead;
  private final BitSet blocked;
  private final int visible;

  private Snapshot(
      RowCoder coder,
      Block[] blocks,
      int rows,
      int saved,
      @Nullable MappedCodes files,
      BitSet dead,
      BitSet blocked) {
    this.coder = coder;
    this.blocks = blocks;
    this.rows = rows;
    this.saved = saved;
    this.files = files == null ? null : files.retain();
    this.dead = dead;
    this.blocked = blocked;
    this.visible = rows - blocked.cardinality();
  }

  /// Returns an empty snapshot.
  static Snapshot empty(RowCoder coder) {
    BitSet none = new BitSet();
    return new Snapshot(coder, new Block[0], 0, 0, null, none, none);
  }

  /// Returns the snapshot of a folder's files. It takes its own reference.
  static Snapshot of(RowCoder coder, Manifest manifest, MappedCodes files, @Nullable IdSet hidden) {
    int rows = manifest.rows();
    Block[] blocks = new Block[CodeLayout.blocks(rows)];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = files.block(b);
    }
    Snapshot open =
        new Snapshot(coder, blocks, rows, rows, files, manifest.dead(), manifest.dead());
    if (hidden == null) {
      return open;
    }
    Snapshot filtered = open.with(manifest.dead(), hidden);
    open.release();
    return filtered;
  }

  /// Returns the snapshot with one more row, which is already in its block.
  Snapshot with(Block[] grown, BitSet newDead, BitSet newBlocked) {
    return new Snapshot(coder, grown, rows + 1, saved, files, newDead, newBlocked);
  }

  /// Returns the snapshot with other dead rows and hidden contents.
  Snapshot with(BitSet newDead, @Nullable IdSet hidden) {
    BitSet newBlocked = newDead;
    if (hidden != null && hidden.size() > 0) {
      newBlocked = (BitSet) newDead.clone();
      for (int row = 0; row < rows; row++) {
        if (hidden.contains(id(row))) {
          newBlocked.set(row);
        }
      }
    }
    return new Snapshot(coder, blocks, rows, saved, files, newDead, newBlocked);
  }

  /// Takes a reference, unless the last one was already released.
  boolean acquire() {
    int held = references.get();
    while (held > 0 && !references.compareAndSet(held, held + 1)) {
      held = references.get();
    }
    return held > 0;
  }

  /// Releases a reference; the last one releases the files.
  void release() {
    if (references.decrementAndGet() == 0 && files != null) {
      files.release();
    }
  }

  RowCoder coder() {
    return coder;
  }

  /// Returns all blocks; must not be modified.
  Block[] blocks() {
    return blocks;
  }

  /// Returns the block of a row.
  Block block(int row) {
    return blocks[CodeLayout.blockOf(row)];
  }

  int rows() {
    return rows;
  }

  /// Returns the number of rows in the files.
  int saved() {
    return saved;
  }

  /// Returns removed or replaced rows; must not be modified.
  BitSet dead() {
    return dead;
  }

  /// Returns whether a row is neither dead nor hidden.
  boolean isVisible(int row) {
    return !blocked.get(row);
  }

  /// Returns dead and hidden rows; must not be modified.
  BitSet blocked() {
    return blocked;
  }

  /// Returns the number of rows that a search may return.
  int visible() {
    return visible;
  }

  /// Returns the content of a row.
  long id(int row) {
    return block(row).coarse().get(CodeLayout.LONG, coder.layout().id(row));
  }

  /// Returns the rows of a block that a search for these ids may return, a bit for each.
  long[] accepted(int block, @Nullable IdSet allowed) {
    int first = block * CodeLayout.ROWS;
    int count = CodeLayout.rowsIn(block, rows);
    long[] accepted = new long[CodeLayout.ROWS / Long.SIZE];
    if (allowed == null) {
      for (int row = 0; row < count; row += Long.SIZE) {
        int left = count - row;
        accepted[row / Long.SIZE] = left >= Long.SIZE ? -1 : (1L << left) - 1;
      }
    } else {
      MemorySegment coarse = blocks[block].coarse();
      long ids = coder.layout().id(0);
      for (int row = 0; row < count; row += Long.SIZE) {
        accepted[row / Long.SIZE] =
            allowed.contained(
                coarse, ids + (long) row * Long.BYTES, Math.min(Long.SIZE, count - row));
      }
    }
    for (int row = blocked.nextSetBit(first);
        row >= 0 && row < first + count;
        row = blocked.nextSetBit(row + 1)) {
      int in = row - first;
      accepted[in / Long.SIZE] &= ~(1L << in);
    }
    return accepted;
  }

  /// Returns the score of a row.
  ///
  /// @throws DamagedIndexException if its code is not as it was written
  float score(CodedQuery query, int row) {
    Block block = block(row);
    if (!coder.isFineIntact(block, row)) {
      throw new DamagedIndexException("row " + row + " does not match its checksum");
    }
    return query.score(block, row);
  }

  /// Prepares scoring a number of scattered rows.
  void expect(int scores) {
    if (files != null) {
      files.expect(scores);
    }
  }
}
