package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One state of the index, never changed once published: rows of the flat file, rows not yet saved,
/// what is deleted or hidden, and the graph over the first rows if there is one.
///
/// Readers [#acquire] it and [#release] it. The files it maps stay mapped until the index has moved
/// on and the last reader has let go. The bit sets and the array of blocks are shared with other
/// snapshots and are read only. Blocks after the mapped ones may grow behind [#rows]: nobody looks
/// there.
final class Snapshot {
  private final AtomicInteger references = new AtomicInteger(1);
  private final BlockLayout layout;
  private final MemorySegment[] blocks;
  private final int rows;
  private final int saved;
  private final @Nullable Mapping flat;
  private final @Nullable Graph graph;
  private final BitSet dead;
  private final BitSet blocked;
  private final int visible;

  private Snapshot(
      BlockLayout layout,
      MemorySegment[] blocks,
      int rows,
      int saved,
      @Nullable Mapping flat,
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

  /// A state with no rows.
  static Snapshot empty(BlockLayout layout) {
    BitSet none = new BitSet();
    return new Snapshot(layout, new MemorySegment[0], 0, 0, null, null, none, none);
  }

  /// The state of a folder's files. It takes references of its own.
  static Snapshot of(
      BlockLayout layout,
      Manifest manifest,
      Mapping flat,
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
    Snapshot hiding = open.with(manifest.dead(), hidden);
    open.release();
    return hiding;
  }

  /// The state with one row more, which is in its block already.
  Snapshot with(MemorySegment[] grown, BitSet nowDead, BitSet nowBlocked) {
    return new Snapshot(layout, grown, rows + 1, saved, flat, graph, nowDead, nowBlocked);
  }

  /// The state with other rows dead and other contents hidden.
  Snapshot with(BitSet nowDead, @Nullable IdSet hidden) {
    BitSet nowBlocked = nowDead;
    if (hidden != null) {
      nowBlocked = (BitSet) nowDead.clone();
      for (int row = 0; row < rows; row++) {
        if (hidden.contains(id(row))) {
          nowBlocked.set(row);
        }
      }
    }
    return new Snapshot(layout, blocks, rows, saved, flat, graph, nowDead, nowBlocked);
  }

  /// The state with another graph.
  Snapshot with(Graph other) {
    return new Snapshot(layout, blocks, rows, saved, flat, other, dead, blocked);
  }

  /// Takes a reference, unless the last one was already given back.
  boolean acquire() {
    int held = references.get();
    while (held > 0 && !references.compareAndSet(held, held + 1)) {
      held = references.get();
    }
    return held > 0;
  }

  /// Gives a reference back; the last one lets go of the files.
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

  /// All blocks; read only.
  MemorySegment[] blocks() {
    return blocks;
  }

  /// The block a row is in.
  MemorySegment block(int row) {
    return blocks[BlockLayout.blockOf(row)];
  }

  int rows() {
    return rows;
  }

  /// Rows that are in the flat file: the first so many.
  int saved() {
    return saved;
  }

  @Nullable Graph graph() {
    return graph;
  }

  /// Rows the graph covers: the first so many.
  int graphed() {
    return graph == null ? 0 : graph.rows();
  }

  /// Rows removed or replaced; read only.
  BitSet dead() {
    return dead;
  }

  /// The dead rows and the hidden ones; read only.
  BitSet blocked() {
    return blocked;
  }

  /// How many rows a search may return.
  int visible() {
    return visible;
  }

  /// The content of a row.
  long id(int row) {
    return BlockLayout.id(block(row), row);
  }

  /// Whether a row may be returned by a search for these ids.
  boolean accepts(int row, @Nullable IdSet allowed) {
    return !blocked.get(row) && (allowed == null || allowed.contains(id(row)));
  }

  /// The score of a row.
  float score(Similarity query, int row) {
    return query.score(block(row), layout.vectorOffset(row));
  }

  /// A row's vector, copied.
  float[] vector(int row) {
    return layout.vector(block(row), row);
  }
}
