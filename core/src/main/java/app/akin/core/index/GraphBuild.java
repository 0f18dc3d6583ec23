package app.akin.core.index;

import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex.NodeAtLevel;
import io.github.jbellis.jvector.graph.NodeArray;
import io.github.jbellis.jvector.graph.OnHeapGraphIndex;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Builds a graph over the rows of a snapshot with jvector. An existing graph is extended: its
/// lists are copied and only new rows are inserted. Used once, by one thread, which waits for its
/// helpers.
final class GraphBuild {
  private static final int CHUNK_ROWS = 64;

  /// Share of the time spent on inserting; the rest is spent on pruning lists.
  private static final double INSERT_SHARE = 0.85;

  private final Snapshot snapshot;
  private final int rows;
  private final IndexSettings settings;
  private final BuildProgress progress;
  private final AtomicInteger next;
  private final AtomicInteger pruned = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean pruning;

  /// @param snapshot held by the caller until the build ends
  /// @param rows number of rows to cover
  GraphBuild(Snapshot snapshot, int rows, IndexSettings settings, BuildProgress progress) {
    this.snapshot = snapshot;
    this.rows = rows;
    this.settings = settings;
    this.progress = progress;
    this.next = new AtomicInteger(snapshot.graphRows());
  }

  /// Builds and returns the graph, on the heap.
  ///
  /// @throws CancellationException if the progress cancelled the build
  ImmutableGraphIndex run() {
    Scores scores = new Scores();
    try (ForkJoinPool pool = new ForkJoinPool(settings.buildThreads());
        GraphIndexBuilder builder = builder(scores, pool)) {
      Graph old = snapshot.graph();
      if (old != null) {
        copyEdges(old, (OnHeapGraphIndex) builder.getGraph(), scores);
      }
      insertAll(builder, scores);
      pruning = true;
      builder.cleanup();
      rethrow();
      return builder.getGraph();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      // jvector wraps cancellations and failures of other threads.
      rethrow();
      throw e;
    }
  }

  // The replacement of this constructor registers a management bean, starts its own thread pool and
  // logs it.
  @SuppressWarnings("deprecation")
  private GraphIndexBuilder builder(Scores scores, ForkJoinPool pool) {
    GraphSettings graph = settings.graph();
    return new GraphIndexBuilder(
        scores,
        snapshot.layout().dimension(),
        List.of(graph.degree()),
        graph.buildBeam(),
        graph.overflow(),
        graph.alpha(),
        true,
        true,
        pool,
        pool);
  }

  private void rethrow() {
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void insertAll(GraphIndexBuilder builder, Scores scores) {
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < settings.buildThreads(); i++) {
      helpers.add(
          Thread.ofPlatform()
              .daemon()
              .name("akin-graph-" + i)
              .start(() -> insertChunks(builder, scores)));
    }
    insertChunks(builder, scores);
    boolean interrupted = false;
    for (Thread helper : helpers) {
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException e) {
          interrupted = true;
          failure.compareAndSet(null, new CancellationException());
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow();
  }

  private void insertChunks(GraphIndexBuilder builder, Scores scores) {
    try {
      while (failure.get() == null) {
        int from = next.getAndAdd(CHUNK_ROWS);
        if (from >= rows) {
          return;
        }
        for (int row = from; row < Math.min(rows, from + CHUNK_ROWS); row++) {
          if (!snapshot.dead().get(row)) {
            builder.addGraphNode(row, scores.searchProviderFor(row));
          }
        }
        reportProgress(INSERT_SHARE * Math.min(1, (double) from / rows));
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private synchronized void reportProgress(double fraction) {
    if (failure.get() != null) {
      return;
    }
    if (!progress.update(fraction)) {
      failure.compareAndSet(null, new CancellationException());
    }
  }

  /// Copies the lists of an older graph over the same rows.
  private static void copyEdges(Graph old, OnHeapGraphIndex graph, Scores scores) {
    int[] levels = new int[old.rows()];
    for (int level = 0; level <= old.upperLevels().length; level++) {
      IntStream nodes =
          level == 0
              ? IntStream.range(0, old.rows())
              : IntStream.of(old.upperLevels()[level - 1].nodes());
      for (int row : nodes.toArray()) {
        int[] neighbours = old.neighbours(level, row);
        graph.connectNode(level, row, scores.ordered(row, neighbours));
        levels[row] = level;
      }
    }
    for (int row = 0; row < levels.length; row++) {
      graph.markComplete(new NodeAtLevel(levels[row], row));
    }
  }

  /// Scores pairs of rows for jvector with [Similarity]. jvector's own vectors are not used.
  private final class Scores implements BuildScoreProvider {
    @Override
    public boolean isExact() {
      return true;
    }

    @Override
    public VectorFloat<?> approximateCentroid() {
      throw new UnsupportedOperationException("only rows are compared");
    }

    @Override
    public SearchScoreProvider searchProviderFor(VectorFloat<?> vector) {
      throw new UnsupportedOperationException("only rows are compared");
    }

    @Override
    public SearchScoreProvider searchProviderFor(int row) {
      return new DefaultSearchScoreProvider(function(row));
    }

    @Override
    public SearchScoreProvider diversityProviderFor(int row) {
      if (pruning) {
        int done = pruned.incrementAndGet();
        if (done % CHUNK_ROWS == 0) {
          reportProgress(INSERT_SHARE + (1 - INSERT_SHARE) * Math.min(1, (double) done / rows));
        }
      }
      if (failure.get() != null) {
        throw new CancellationException();
      }
      return searchProviderFor(row);
    }

    /// Returns the neighbours of a row with scores, best first.
    NodeArray ordered(int row, int[] neighbours) {
      ScoreFunction scores = function(row);
      NodeArray array = new NodeArray(Math.max(1, neighbours.length));
      IntStream.of(neighbours)
          .mapToObj(neighbour -> new Scored(neighbour, scores.similarityTo(neighbour)))
          .sorted(Comparator.comparingDouble(Scored::score).reversed())
          .forEach(neighbour -> array.addInOrder(neighbour.row, neighbour.score));
      return array;
    }

    private ScoreFunction.ExactScoreFunction function(int row) {
      Similarity similarity = new SimdSimilarity(snapshot.vector(row));
      return other -> Graph.toJvectorScore(snapshot.score(similarity, other));
    }
  }

  private record Scored(int row, float score) {}
}
