package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An immutable state of the index: rows of the flat file, unsaved rows, deleted and hidden rows,
/// and the graph over the first rows, if any.
///
/// Readers [#acquire] and [#release] it. Its files stay mapped until the index has moved on and the
/// last reader has released it. Bit sets and the array of blocks are shared with other snapshots
/// and must not be modified. Blocks after the mapped ones may grow beyond [#rows], where no reader
/// looks.
final class Snapshot {
  private final AtomicInteger references = new AtomicInteger(1);
  private final BlockLayout layout;
  private final MemorySegment[] blocks;
  private final int rows;
  private final int saved;
  private final @Nullable MappedFile flat;
  private final @Nullable Graph graph;
  private final BitSet dead;
  private final BitSet blocked;
  private final int visible;

  private Snapshot(
      BlockLayout layout,
      MemorySegment[] blocks,
      int rows,
      int saved,
      @Nullable MappedFile flat,
      @Nullable Graph graph,
      BitSet dead,
      BitSet blocked) {
    this.layout = layout;
    this.blocks = blocks;
    this.rows = rows;
    this.saved = saved;
    this.flat = flat == null ? null : flat.retain();
    this.graph = graph == null ? null : graph.retain();
    this.dead = dead;
    this.blocked = blocked;
    this.visible = rows - blocked.cardinality();
  }

  /// Returns an empty snapshot.
  static Snapshot empty(BlockLayout layout) {
    BitSet none = new BitSet();
    return new Snapshot(layout, new MemorySegment[0], 0, 0, null, null, none, none);
  }

  /// Returns the snapshot of a folder's files. It takes its own references.
  static Snapshot of(
      BlockLayout layout,
      Manifest manifest,
      MappedFile flat,
      @Nullable Graph graph,
      @Nullable IdSet hidden) {
    int rows = manifest.rows();
    Snapshot open =
        new Snapshot(
            layout,
            IndexFolder.blocks(flat, layout, rows),
            rows,
            rows,
            flat,
            graph,
            manifest.dead(),
            manifest.dead());
    if (hidden == null) {
      return open;
    }
    Snapshot filtered = open.with(manifest.dead(), hidden);
    open.release();
    return filtered;
  }

  /// Returns the snapshot with one more row, which is already in its block.
  Snapshot with(MemorySegment[] grown, BitSet newDead, BitSet newBlocked) {
    return new Snapshot(layout, grown, rows + 1, saved, flat, graph, newDead, newBlocked);
  }

  /// Returns the snapshot with other dead rows and hidden contents.
  Snapshot with(BitSet newDead, @Nullable IdSet hidden) {
    BitSet newBlocked = newDead;
    if (hidden != null) {
      newBlocked = (BitSet) newDead.clone();
      for (int row = 0; row < rows; row++) {
        if (hidden.contains(id(row))) {
          newBlocked.set(row);
        }
      }
    }
    return new Snapshot(layout, blocks, rows, saved, flat, graph, newDead, newBlocked);
  }

  /// Returns the snapshot with another graph.
  Snapshot with(Graph other) {
    return new Snapshot(layout, blocks, rows, saved, flat, other, dead, blocked);
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
    if (references.decrementAndGet() == 0) {
      if (flat != null) {
        flat.release();
      }
      if (graph != null) {
        graph.release();
      }
    }
  }

  BlockLayout layout() {
    return layout;
  }

  /// Returns all blocks; must not be modified.
  MemorySegment[] blocks() {
    return blocks;
  }

  /// Returns the block of a row.
  MemorySegment block(int row) {
    return blocks[BlockLayout.blockOf(row)];
  }

  int rows() {
    return rows;
  }

  /// Returns the number of rows in the flat file.
  int saved() {
    return saved;
  }

  @Nullable Graph graph() {
    return graph;
  }

  /// Returns the number of rows covered by the graph.
  int graphRows() {
    return graph == null ? 0 : graph.rows();
  }

  /// Returns removed or replaced rows; must not be modified.
  BitSet dead() {
    return dead;
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
    return BlockLayout.id(block(row), row);
  }

  /// Returns whether a search for these ids may return a row.
  boolean accepts(int row, @Nullable IdSet allowed) {
    return !blocked.get(row) && (allowed == null || allowed.contains(id(row)));
  }

  /// Returns the score of a row.
  float score(Similarity query, int row) {
    return query.score(block(row), layout.vectorOffset(row));
  }

  /// Returns a copy of a row's vector.
  float[] vector(int row) {
    return layout.vector(block(row), row);
  }
}
