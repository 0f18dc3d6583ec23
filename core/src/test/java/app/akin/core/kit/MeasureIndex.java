package app.akin.core.kit;

import app.akin.core.index.IdSet;
import app.akin.core.index.IndexSettings;
import app.akin.core.index.Neighbour;
import app.akin.core.index.VectorIndex;
import app.akin.core.photo.FileOperations;
import app.akin.core.synthetic.SyntheticVectors;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Measures the index on synthetic vectors: time to fill, save and open; file sizes; search times,
/// and recall against scoring every row, of different numbers of results and with filters.
///
/// Arguments with defaults: rows (100000), dimension (512), clusters (2000), seed (42), queries
/// (300). Run with the test class path: `java --add-modules jdk.incubator.vector -cp …
/// app.akin.core.kit.MeasureIndex 100000 512`.
public final class MeasureIndex {
  private static final int K = 50;
  private static final int ROWS_IN_MEMORY = 1 << 14;

  /// Queries of the exact search, which is slow over many vectors.
  private static final int EXACT_QUERIES = 20;

  private static final int ROUNDS = 3;

  private static final String MODEL = "made";

  private final PrintStream out;
  private final int rows;
  private final int dimension;
  private final int queries;
  private final SyntheticVectors vectors;
  private final SplittableRandom random;

  private MeasureIndex(
      PrintStream out, int rows, int dimension, int clusters, long seed, int queries) {
    this.out = out;
    this.rows = rows;
    this.dimension = dimension;
    this.queries = queries;
    this.vectors = new SyntheticVectors(seed, dimension, clusters);
    this.random = new SplittableRandom(seed);
    out.printf(
        "rows %d dimension %d clusters %d seed %d queries %d cores %d%n",
        rows, dimension, clusters, seed, queries, Runtime.getRuntime().availableProcessors());
  }

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException {
    int[] given = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    int[] all = {100_000, 512, 2_000, 42, 300};
    System.arraycopy(given, 0, all, 0, given.length);
    Path folder = Files.createTempDirectory("akin-index");
    try {
      new MeasureIndex(System.out, all[0], all[1], all[2], all[3], all[4]).run(folder);
    } finally {
      FileOperations.deleteTree(folder);
    }
  }

  private void run(Path folder) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    IndexSettings settings = IndexSettings.defaults(cores);
    try (VectorIndex index = VectorIndex.open(folder, MODEL, dimension, settings)) {
      time("fill and save, making the vectors included", () -> fill(index));
    }
    sizes(folder);
    for (int i = 0; i < 3; i++) {
      time("open", () -> VectorIndex.open(folder, MODEL, dimension, settings).close());
    }
    try (VectorIndex exact =
            VectorIndex.open(folder, MODEL, dimension, settings.withExactRows(Integer.MAX_VALUE));
        VectorIndex index = VectorIndex.open(folder, MODEL, dimension, settings)) {
      out.println(index.state());
      time("first search", () -> index.nearest(vectors.query(0, rows), K, null));
      for (int k : new int[] {10, K, 300, 2_000}) {
        compare("the " + k + " nearest", k, null, exact, index);
      }
      for (double percent : new double[] {50, 10, 1, 0.1, 0.01}) {
        compare("with " + percent + "% allowed", K, some(percent), exact, index);
      }
    }
  }

  private void fill(VectorIndex index) {
    for (int i = 0; i < rows; i++) {
      index.add(i + 1, i + 1, vectors.photo(i));
      if ((i + 1) % ROWS_IN_MEMORY == 0) {
        index.save();
      }
    }
    index.save();
  }

  private void compare(
      String what, int k, @Nullable IdSet allowed, VectorIndex exact, VectorIndex index) {
    List<List<Neighbour>> truth =
        search(what + ", exact", exact, k, allowed, Math.min(queries, EXACT_QUERIES), 1);
    recall(what, truth, search(what, index, k, allowed, queries, ROUNDS));
  }

  private IdSet some(double percent) {
    return IdSet.of(
        LongStream.rangeClosed(1, rows).filter(_ -> random.nextDouble(100) < percent).toArray());
  }

  /// Searches in several rounds and prints the times of the last, after compilation.
  private List<List<Neighbour>> search(
      String what, VectorIndex index, int k, @Nullable IdSet allowed, int count, int rounds) {
    List<List<Neighbour>> results = List.of();
    long[] nanos = new long[count];
    for (int round = 0; round < rounds; round++) {
      results = new ArrayList<>();
      for (int q = 0; q < count; q++) {
        float[] query = vectors.query(q, rows);
        long start = System.nanoTime();
        results.add(index.nearest(query, k, allowed).best());
        nanos[q] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    out.printf(
        "%s: 10%% under %.2f ms, median %.2f ms, 95%% under %.2f ms%n",
        what, nanos[count / 10] / 1e6, nanos[count / 2] / 1e6, nanos[count * 95 / 100] / 1e6);
    return results;
  }

  private void recall(String what, List<List<Neighbour>> truth, List<List<Neighbour>> found) {
    long hits = 0;
    long wanted = 0;
    for (int q = 0; q < truth.size(); q++) {
      var ids = found.get(q).stream().map(Neighbour::id).collect(Collectors.toSet());
      hits += truth.get(q).stream().filter(n -> ids.contains(n.id())).count();
      wanted += truth.get(q).size();
    }
    out.printf("%s: recall %.4f%n", what, (double) hits / wanted);
  }

  private void time(String what, Runnable work) {
    long start = System.nanoTime();
    work.run();
    out.printf(
        "%s: %.3f s%n", what, (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1));
  }

  private void sizes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        out.printf("%s: %.1f MB%n", file.getFileName(), Files.size(file) / 1e6);
      }
    }
  }
}
