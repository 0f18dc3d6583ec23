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

/// The graph over the first rows: neighbour lists in several levels, the upper ones sparser.
/// Vectors stay in the flat file. The bottom level is read from the mapped file (see [GraphFile]);
/// the upper levels, a few hundredths of it, are on the heap. Thread-safe.
///
/// jvector searches it through this view.
final class Graph implements View {
  private final MappedFile mapping;
  private final MemorySegment bottom;
  private final int rows;
  private final int degree;
  private final Level[] upperLevels;
  private final NodeAtLevel entry;

  /// @param mapping the file; the caller's reference passes to the graph
  /// @param bottom lists of the bottom level: for each row a count and space for `degree` rows
  /// @param rows number of rows it covers
  /// @param upperLevels the upper levels, lowest first
  /// @param entryRow the start of searches, a row of the topmost level
  Graph(
      MappedFile mapping,
      MemorySegment bottom,
      int rows,
      int degree,
      Level[] upperLevels,
      int entryRow) {
    this.mapping = mapping;
    this.bottom = bottom;
    this.rows = rows;
    this.degree = degree;
    this.upperLevels = upperLevels;
    this.entry = new NodeAtLevel(upperLevels.length, entryRow);
  }

  /// A level above the bottom one.
  ///
  /// @param nodes its rows, ascending
  /// @param neighbours the neighbours of each row
  // Levels are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Level(int[] nodes, int[][] neighbours) {}

  /// Returns the number of rows it covers.
  int rows() {
    return rows;
  }

  /// Returns the upper levels, lowest first; must not be modified.
  Level[] upperLevels() {
    return upperLevels;
  }

  /// Takes another reference to the mapped file; the caller already holds one.
  Graph retain() {
    mapping.retain();
    return this;
  }

  /// Releases a reference.
  void release() {
    mapping.release();
  }

  /// Offers the best accepted rows it finds to `top`.
  ///
  /// @param snapshot the snapshot of the graph, held by the caller
  /// @param query scores rows on this thread
  /// @param beam number of candidates in the bottom level, at least the number of results
  /// @param entries number of entry points from the lowest upper level; queries far from all
  ///   photos, such as texts, have neighbours in several regions
  void search(
      Snapshot snapshot,
      Similarity query,
      int beam,
      int entries,
      @Nullable IdSet allowed,
      TopK top) {
    ScoreFunction.ExactScoreFunction scores = row -> toJvectorScore(snapshot.score(query, row));
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
        .foreach((row, _) -> top.offer(row, snapshot.id(row), snapshot.score(query, row)));
  }

  /// Converts a cosine to a jvector score, which must not be negative.
  static float toJvectorScore(float cosine) {
    return (1 + cosine) / 2;
  }

  /// Returns the neighbours of a row; empty if the level lacks the row.
  int[] neighbours(int level, int row) {
    if (level > 0) {
      Level upper = upperLevels[level - 1];
      int at = Arrays.binarySearch(upper.nodes, row);
      return at < 0 ? new int[0] : upper.neighbours[at];
    }
    long at = listOffset(row);
    int[] list = new int[bottom.get(GraphFile.INT, at)];
    MemorySegment.copy(bottom, GraphFile.INT, at + Integer.BYTES, list, 0, list.length);
    return list;
  }

  private long listOffset(int row) {
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
    return level == 0 ? row < rows : Arrays.binarySearch(upperLevels[level - 1].nodes, row) >= 0;
  }

  // Deprecated but required by the interface.
  @Deprecated
  @Override
  public int size() {
    return rows;
  }

  /// Does nothing; references determine the life of the graph.
  @Override
  public void close() {}

  /// Buffers of one search.
  private static final class Searcher extends GraphSearcher {
    Searcher(View view) {
      super(view);
    }
  }
}
