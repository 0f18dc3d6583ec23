package app.akin.core.kit;

import app.akin.core.index.IdSet;
import app.akin.core.index.IndexSettings;
import app.akin.core.index.Neighbour;
import app.akin.core.index.VectorIndex;
import app.akin.core.photo.FolderDeletion;
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

/// Measures the index on synthetic vectors: time to fill, save, open and build; file sizes; search
/// times by scan and by graph; and recall of the graph over all rows, with filters that keep a
/// tenth and half of the rows, and after the graph has grown by a tenth.
///
/// Arguments with defaults: rows (100000), dimension (512), clusters (2000), seed (42), queries
/// (300). Run with the test class path: `java --add-modules jdk.incubator.vector -cp …
/// app.akin.core.kit.MeasureIndex 100000 512`.
public final class MeasureIndex {
  private static final int K = 50;
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
      FolderDeletion.delete(folder);
    }
  }

  private void run(Path folder) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    IndexSettings settings = IndexSettings.defaults(cores).withThreads(cores, cores);
    int first = rows - rows / 11;
    try (VectorIndex index = VectorIndex.open(folder, MODEL, dimension, settings)) {
      time("fill, making the vectors included", () -> fill(index, 0, first));
      time("save", index::save);
    }
    try (VectorIndex index = VectorIndex.open(folder, MODEL, dimension, settings)) {
      time("build graph of " + index.size() + " rows", () -> index.buildGraph(_ -> true));
      fill(index, first, rows);
      time("extend graph to " + index.size() + " rows", () -> index.buildGraph(_ -> true));
    }
    compare("grown by a tenth: ", folder, settings);
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    try (VectorIndex index = VectorIndex.open(scratch, MODEL, dimension, settings)) {
      fill(index, 0, rows);
      time("build graph of " + index.size() + " rows", () -> index.buildGraph(_ -> true));
    }
    sizes(scratch);
    compare("built at once: ", scratch, settings);
    FolderDeletion.delete(scratch);
  }

  private void fill(VectorIndex index, int from, int to) {
    for (int i = from; i < to; i++) {
      index.add(i + 1, i + 1, vectors.photo(i));
    }
  }

  private void compare(String what, Path folder, IndexSettings settings) {
    IndexSettings scanning = settings.withGraphThreshold(Integer.MAX_VALUE);
    for (int i = 0; i < 3; i++) {
      time("open", () -> VectorIndex.open(folder, MODEL, dimension, settings).close());
    }
    try (VectorIndex scan = VectorIndex.open(folder, MODEL, dimension, scanning);
        VectorIndex alone = VectorIndex.open(folder, MODEL, dimension, scanning.withThreads(1, 1));
        VectorIndex graph =
            VectorIndex.open(folder, MODEL, dimension, settings.withGraphThreshold(1));
        VectorIndex usual = VectorIndex.open(folder, MODEL, dimension, settings)) {
      out.println(what + graph.state());
      search("scan, one thread", alone, K, null);
      for (int k : new int[] {10, K, 200}) {
        compare("the " + k + " nearest", k, null, scan, graph, usual);
      }
      for (int percent : new int[] {50, 10}) {
        compare("with " + percent + "% allowed", K, some(percent), scan, graph, usual);
      }
    }
  }

  private void compare(
      String what,
      int k,
      @Nullable IdSet allowed,
      VectorIndex scan,
      VectorIndex graph,
      VectorIndex usual) {
    List<List<Neighbour>> truth = search(what + ", scan", scan, k, allowed);
    recall(what + ", graph", truth, search(what + ", graph", graph, k, allowed));
    recall(what + ", as chosen", truth, search(what + ", as chosen", usual, k, allowed));
  }

  private IdSet some(int percent) {
    return IdSet.of(
        LongStream.rangeClosed(1, rows).filter(_ -> random.nextInt(100) < percent).toArray());
  }

  /// Searches twice and prints the times of the second round, after compilation.
  private List<List<Neighbour>> search(
      String what, VectorIndex index, int k, @Nullable IdSet allowed) {
    List<List<Neighbour>> results = List.of();
    long[] nanos = new long[queries];
    for (int round = 0; round < 2; round++) {
      results = new ArrayList<>();
      for (int q = 0; q < queries; q++) {
        float[] query = vectors.query(q, rows);
        long start = System.nanoTime();
        results.add(index.nearest(query, k, allowed));
        nanos[q] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    out.printf(
        "%s: 10%% under %.2f ms, median %.2f ms, 95%% under %.2f ms%n",
        what, nanos[queries / 10] / 1e6, nanos[queries / 2] / 1e6, nanos[queries * 95 / 100] / 1e6);
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
