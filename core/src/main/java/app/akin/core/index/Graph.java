package app.akin.core.index;

import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex.IntMarker;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex.NeighborProcessor;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex.NodeAtLevel;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex.View;
import io.github.jbellis.jvector.graph.NodesIterator;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The graph over the first rows: for each row some rows near it, in a few levels, the upper ones
/// sparser. It holds neighbour lists only; vectors stay in the flat file. The bottom level is read
/// from the mapped file (see [GraphFile]), the upper ones, a few hundredths of it, are on the heap.
/// Thread-safe.
///
/// jvector searches it through this view.
final class Graph implements View {
  private final Mapping mapping;
  private final MemorySegment bottom;
  private final int rows;
  private final int degree;
  private final Level[] uppers;
  private final NodeAtLevel entry;

  /// @param mapping the file; the graph takes the caller's reference over
  /// @param bottom the bottom level's lists: for each row a count and room for `degree` rows
  /// @param rows how many rows it covers
  /// @param uppers the levels above, from the lowest on
  /// @param entryRow where searches start, a row of the topmost level
  Graph(Mapping mapping, MemorySegment bottom, int rows, int degree, Level[] uppers, int entryRow) {
    this.mapping = mapping;
    this.bottom = bottom;
    this.rows = rows;
    this.degree = degree;
    this.uppers = uppers;
    this.entry = new NodeAtLevel(uppers.length, entryRow);
  }

  /// A level above the bottom one.
  ///
  /// @param nodes its rows, ascending
  /// @param neighbours the rows near each
  // Levels are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Level(int[] nodes, int[][] neighbours) {}

  /// How many rows it covers: all before this number.
  int rows() {
    return rows;
  }

  /// The upper levels, from the lowest on; read only.
  Level[] uppers() {
    return uppers;
  }

  /// Takes a further reference to the mapped file; the caller holds one already.
  Graph retain() {
    mapping.retain();
    return this;
  }

  /// Gives a reference back.
  void release() {
    mapping.release();
  }

  /// Offers the best acceptable rows it comes upon to `top`.
  ///
  /// @param snapshot what the graph belongs to, held by the caller
  /// @param query scores rows, for this thread
  /// @param beam how many candidates the bottom level's search keeps, at least the number wanted
  /// @param entries how many the lowest upper level's search hands down: queries that lie away from
  ///   all photos, as texts do, have near ones in several places
  void search(
      Snapshot snapshot,
      Similarity query,
      int beam,
      int entries,
      @Nullable IdSet allowed,
      TopK top) {
    ScoreFunction.ExactScoreFunction scores = row -> closeness(snapshot.score(query, row));
    SearchScoreProvider provider = new DefaultSearchScoreProvider(scores);
    Bits acceptable = row -> snapshot.accepts(row, allowed);
    Searcher searcher = new Searcher(this);
    searcher.initializeInternal(provider, entry, acceptable);
    for (int level = entry.level; level > 0; level--) {
      searcher.searchOneLayer(provider, level == 1 ? entries : 1, 0, level, Bits.ALL);
      searcher.setEntryPointsFromPreviousLayer();
    }
    searcher.searchOneLayer(provider, beam, 0, 0, acceptable);
    searcher
        .approximateResults()
        .foreach((row, _) -> top.offer(snapshot.id(row), snapshot.score(query, row)));
  }

  /// A cosine as jvector takes it: it drops what is below 0.
  static float closeness(float cosine) {
    return (1 + cosine) / 2;
  }

  /// The rows near a row; empty for a row the level does not have.
  int[] neighbours(int level, int row) {
    if (level > 0) {
      Level upper = uppers[level - 1];
      int at = Arrays.binarySearch(upper.nodes, row);
      return at < 0 ? new int[0] : upper.neighbours[at];
    }
    long at = listAt(row);
    int[] list = new int[bottom.get(GraphFile.INT, at)];
    MemorySegment.copy(bottom, GraphFile.INT, at + Integer.BYTES, list, 0, list.length);
    return list;
  }

  private long listAt(int row) {
    return (long) row * (1 + degree) * Integer.BYTES;
  }

  @Override
  public void processNeighbors(
      int level, int row, ScoreFunction scores, IntMarker visited, NeighborProcessor processor) {
    for (int neighbour : neighbours(level, row)) {
      if (visited.mark(neighbour)) {
        processor.process(neighbour, scores.similarityTo(neighbour));
      }
    }
  }

  @Override
  public NodesIterator getNeighborsIterator(int level, int row) {
    return new NodesIterator.ArrayNodesIterator(neighbours(level, row));
  }

  @Override
  public NodeAtLevel entryNode() {
    return entry;
  }

  @Override
  public Bits liveNodes() {
    return Bits.ALL;
  }

  @Override
  public boolean contains(int level, int row) {
    return level == 0 ? row < rows : Arrays.binarySearch(uppers[level - 1].nodes, row) >= 0;
  }

  // Deprecated where it is declared, and required there.
  @Deprecated
  @Override
  public int size() {
    return rows;
  }

  /// Nothing: searches end, the graph lives as long as its references.
  @Override
  public void close() {}

  /// One search's scratch space.
  private static final class Searcher extends GraphSearcher {
    Searcher(View view) {
      super(view);
    }
  }
}
