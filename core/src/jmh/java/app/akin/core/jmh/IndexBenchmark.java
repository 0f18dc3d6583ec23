package app.akin.core.jmh;

import app.akin.core.index.IndexSettings;
import app.akin.core.index.Neighbour;
import app.akin.core.index.VectorIndex;
import app.akin.core.photo.FileOperations;
import app.akin.core.synthetic.SyntheticVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Finds the 50 nearest of synthetic vectors by codes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IndexBenchmark {
  private static final int QUERIES = 64;

  /// Number of vectors.
  @Param({"10000", "100000"})
  private int rows;

  /// Dimension.
  @Param({"512"})
  private int dimension;

  /// Threads per search.
  @Param({"1", "2"})
  private int threads;

  private final float[][] queries = new float[QUERIES][];
  private Path folder = Path.of("");
  private @Nullable VectorIndex index;
  private int next;

  /// Creates the vectors.
  @Setup
  public void make() throws IOException {
    folder = Files.createTempDirectory("akin-jmh");
    IndexSettings settings = IndexSettings.defaults(threads);
    VectorIndex filled = VectorIndex.open(folder, "made", dimension, settings);
    SyntheticVectors vectors = new SyntheticVectors(42, dimension, rows / 50);
    for (int i = 0; i < rows; i++) {
      filled.add(i + 1, i + 1, vectors.photo(i));
    }
    filled.save();
    for (int i = 0; i < QUERIES; i++) {
      queries[i] = vectors.query(i, rows);
    }
    index = filled;
  }

  /// Searches the vectors.
  @Benchmark
  public List<Neighbour> nearest() {
    return Objects.requireNonNull(index).nearest(queries[next++ % QUERIES], 50, null).best();
  }

  /// Deletes the vectors.
  @TearDown
  public void close() throws IOException {
    Objects.requireNonNull(index).close();
    FileOperations.deleteTree(folder);
  }
}
