package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.index.IndexState.LoadResult;
import app.akin.core.synthetic.SyntheticVectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares graph search with the exact scan of the same index, on clustered vectors with queries
/// from another cone.
final class GraphTest {
  private static final String MODEL = "model";
  private static final int DIMENSION = 64;
  private static final int ROWS = 6_000;
  private static final int K = 50;
  private static final int QUERIES = 40;
  private static final IndexSettings SCAN =
      IndexSettings.defaults(2).withGraphThreshold(Integer.MAX_VALUE);

  /// Uses a beam far below the number of rows, so that the graph is traversed. With a threshold of
  /// one row the graph is used for every filter.
  private static final IndexSettings GRAPH =
      new IndexSettings(1, 100, 2, 2, new GraphSettings(32, 100, 1, 1.2f, 400, 4, 32));

  private final long seed = 20_260_101;
  private final SplittableRandom random = new SplittableRandom(seed);
  private final SyntheticVectors vectors = new SyntheticVectors(seed, DIMENSION, 120);

  @TempDir private Path folder;

  private VectorIndex open(IndexSettings settings) {
    return VectorIndex.open(folder, MODEL, DIMENSION, settings);
  }

  private void fill(VectorIndex index, int from, int to) {
    for (int i = from; i < to; i++) {
      index.add(i, i, vectors.photo(i));
    }
  }

  /// Compares the results of a graph with those of a scan for all queries, and returns the recall.
  private double recall(VectorIndex graph, VectorIndex scan, @Nullable IdSet allowed) {
    int matches = 0;
    int wanted = 0;
    for (int q = 0; q < QUERIES; q++) {
      float[] query = vectors.query(q, ROWS);
      List<Neighbour> expected = scan.nearest(query, K, allowed);
      List<Neighbour> found = graph.nearest(query, K, allowed);
      assertThat(found)
          .as("seed %s", seed)
          .hasSameSizeAs(expected)
          .isSortedAccordingTo(Neighbour.BEST_FIRST)
          .doesNotHaveDuplicates();
      Set<Neighbour> all = Set.copyOf(scan.nearest(query, ROWS, allowed));
      assertThat(all.containsAll(found)).as("bit-identical scores; seed %s", seed).isTrue();
      Set<Long> ids = found.stream().map(Neighbour::id).collect(Collectors.toSet());
      matches += (int) expected.stream().filter(n -> ids.contains(n.id())).count();
      wanted += expected.size();
    }
    return (double) matches / wanted;
  }

  private IdSet percent(int percent) {
    return IdSet.of(LongStream.range(1, ROWS).filter(_ -> random.nextInt(100) < percent).toArray());
  }

  @Test
  void findsNearlyAllResultsOfTheScan() {
    try (VectorIndex graph = open(GRAPH)) {
      fill(graph, 1, 4_000);
      assertThat(graph.needsGraph()).isTrue();
      List<Double> fractions = Collections.synchronizedList(new ArrayList<>());
      assertThat(graph.buildGraph(fractions::add)).isTrue();
      assertThat(fractions).hasSizeGreaterThan(10).allMatch(f -> f >= 0 && f <= 1);
      assertThat(graph.needsGraph()).isFalse();
      try (VectorIndex scan = open(SCAN)) {
        assertThat(recall(graph, scan, null)).as("seed %s", seed).isGreaterThan(0.98);
      }

      // Rows added since the graph was built are scanned, until the graph is extended.
      fill(graph, 4_000, ROWS);
      assertThat(graph.needsGraph()).isTrue();
      graph.save();
      try (VectorIndex scan = open(SCAN)) {
        assertThat(graph.state().graphRows()).isEqualTo(3_999);
        assertThat(recall(graph, scan, null)).as("seed %s", seed).isGreaterThan(0.98);
        assertThat(graph.buildGraph(_ -> true)).isTrue();
        assertThat(graph.state().graphRows()).isEqualTo(ROWS - 1);
        assertThat(recall(graph, scan, null)).as("seed %s", seed).isGreaterThan(0.98);
        for (int percent : new int[] {50, 10, 1}) {
          assertThat(recall(graph, scan, percent(percent)))
              .as("%s percent, seed %s", percent, seed)
              .isGreaterThan(0.98);
        }
      }

      // Removed and hidden rows are not found and do not reduce the number of results.
      IdSet removed = percent(15);
      graph.remove(removed);
      graph.hide(IdSet.of(LongStream.range(1, 1_000).toArray()));
      graph.save();
      try (VectorIndex scan = open(SCAN)) {
        scan.hide(IdSet.of(LongStream.range(1, 1_000).toArray()));
        assertThat(graph.state().graphRows()).isEqualTo(ROWS - 1);
        assertThat(recall(graph, scan, null)).as("seed %s", seed).isGreaterThan(0.98);
        for (int q = 0; q < QUERIES; q++) {
          assertThat(graph.nearest(vectors.query(q, ROWS), K, null))
              .noneMatch(n -> n.id() < 1_000 || removed.contains(n.id()));
        }
      }
    }
    try (VectorIndex graph = open(GRAPH);
        VectorIndex scan = open(SCAN)) {
      assertThat(graph.state().graph()).isEqualTo(LoadResult.LOADED);
      assertThat(recall(graph, scan, null)).as("seed %s", seed).isGreaterThan(0.98);
    }
  }

  @Test
  void cancelledBuildChangesNothing() {
    try (VectorIndex index = open(GRAPH)) {
      fill(index, 1, 1_500);
      assertThat(index.buildGraph(fraction -> fraction < 0.3)).isFalse();
      assertThat(index.state().graphRows()).isZero();
      assertThat(index.needsGraph()).isTrue();
      assertThat(index.buildGraph(fraction -> fraction < 0.9)).isFalse();
      assertThat(index.buildGraph(_ -> true)).isTrue();
    }
    try (VectorIndex index = open(GRAPH)) {
      assertThat(index.state().graph()).isEqualTo(LoadResult.LOADED);
      assertThat(index.state().graphRows()).isEqualTo(1_499);
    }
  }

  @Test
  void buildContinuesWhileVectorsAreAddedAndRemoved() {
    try (VectorIndex index = open(GRAPH)) {
      fill(index, 1, 1_500);
      int[] next = {1_500};
      boolean built =
          index.buildGraph(
              _ -> {
                fill(index, next[0], next[0] + 20);
                next[0] += 20;
                index.remove(IdSet.of(next[0] - 1_400));
                index.save();
                return true;
              });
      assertThat(built).isTrue();
      assertThat(index.state().graphRows()).isEqualTo(1_499);
      assertThat(index.state().rows()).isEqualTo(next[0] - 1);
      try (VectorIndex scan = open(SCAN)) {
        assertThat(scan.size()).isEqualTo(index.size());
        assertThat(recall(index, scan, null)).as("seed %s", seed).isGreaterThan(0.98);
      }
    }
  }

  @Test
  void manyEqualVectorsKeepOthersReachable() {
    try (VectorIndex index = open(GRAPH)) {
      float[] duplicate = vectors.photo(0);
      for (long id = 3_000; id < 3_500; id++) {
        index.add(id, id, duplicate);
      }
      fill(index, 1, 2_000);
      assertThat(index.buildGraph(_ -> true)).isTrue();
      assertThat(index.nearest(duplicate, 600, null)).hasSize(600);
      IdSet others = IdSet.of(LongStream.range(1, 2_000).toArray());
      try (VectorIndex scan = open(SCAN)) {
        assertThat(recall(index, scan, others)).as("seed %s", seed).isGreaterThan(0.9);
        assertThat(scan.nearest(duplicate, 500, null).stream().map(Neighbour::id))
            .containsExactlyElementsOf(LongStream.range(3_000, 3_500).boxed().toList());
      }
    }
  }

  @Test
  void emptyIndexBuildsNoGraph() {
    try (VectorIndex index = open(GRAPH)) {
      assertThat(index.needsGraph()).isFalse();
      assertThat(index.buildGraph(_ -> true)).isFalse();
      fill(index, 1, 3);
      index.remove(IdSet.of(1, 2));
      assertThat(index.buildGraph(_ -> true)).isFalse();
      fill(index, 3, 4);
      assertThat(index.buildGraph(_ -> true)).isTrue();
      assertThat(index.nearest(vectors.query(0, 1), 5, null)).hasSize(1);
    }
  }
}
