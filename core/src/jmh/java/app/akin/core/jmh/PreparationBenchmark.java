package app.akin.core.jmh;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.Raster;
import app.akin.core.synthetic.SyntheticPhoto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

/// Prepares pixels for the image tower of the starter model: bicubic resize, crop, normalisation.
/// Starts no engine.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PreparationBenchmark {
  /// Width and height.
  @Param({"560x373", "1632x1224", "4000x3000"})
  private String size = "";

  private Path folder = Path.of("");
  private Raster raster = new Raster(1, 1, new byte[3]);
  private @Nullable EmbeddingModel model;

  /// Creates the pixels.
  @Setup
  public void make() throws IOException {
    folder = Files.createTempDirectory("akin-jmh");
    model = new Models(folder, folder, folder, 1, Map.of()).open(ModelSelection.DEFAULT);
    String[] sides = size.split("x", 2);
    byte[] file =
        new SyntheticPhoto(42, Integer.parseInt(sides[0]), Integer.parseInt(sides[1])).jpeg(false);
    // Query images are decoded in full.
    if (new PhotoDecoder(100_000_000, 512, folder).decode(file, DecodePurpose.QUERY)
        instanceof DecodeResult.Decoded decoded) {
      raster = decoded.raster();
    }
  }

  /// Prepares the pixels.
  @Benchmark
  public float[] prepare() {
    return Objects.requireNonNull(model).prepare(raster).values();
  }

  /// Closes the model.
  @TearDown
  public void close() throws IOException {
    Objects.requireNonNull(model).close();
    Files.delete(folder);
  }
}
