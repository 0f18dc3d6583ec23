package app.akin.core.jmh;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.synthetic.SyntheticPhoto;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Decodes a JPEG to pixels, facts and thumbnail, as in an indexing run.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DecodeBenchmark {
  /// Width and height.
  @Param({"560x373", "4000x3000", "6000x4000"})
  private String size = "";

  /// Whether the file is progressive.
  @Param({"false", "true"})
  private boolean progressive;

  /// For a model with the usual input size.
  private static final DecodePurpose INDEXING = new DecodePurpose.Indexing(224);

  private static final Path NATIVES =
      Path.of(System.getProperty("java.io.tmpdir"), "akin-jmh-natives");

  private final PhotoDecoder decoder = new PhotoDecoder(100_000_000, 512, NATIVES);
  private byte[] file = {};

  /// Creates the file.
  @Setup
  public void make() {
    String[] sides = size.split("x", 2);
    file =
        new SyntheticPhoto(42, Integer.parseInt(sides[0]), Integer.parseInt(sides[1]))
            .jpeg(progressive);
  }

  /// Decodes the file.
  @Benchmark
  public DecodeResult decode() {
    return decoder.decode(file, INDEXING);
  }
}
