package app.akin.core.kit;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Measures how close a whole run comes to the rate of the model: the image tower alone, then
/// `index` over the same photos into a new library, then the tower again, in one process. The ratio
/// shows the cost of decoding and storing.
///
/// Arguments: folder of the model, folder of the photos, precision (fp32). Run with the test class
/// path: `java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx2g -cp …
/// app.akin.core.kit.MeasureIngest MODEL PHOTOS int8`.
public final class MeasureIngest {
  private static final int PICTURES = 64;
  private static final double SECOND = 1e9;

  private final PrintStream out = System.out;
  private final Path model;
  private final Path photos;
  private final Precision precision;
  private final Path work;

  private MeasureIngest(Path model, Path photos, Precision precision, Path work) {
    this.model = model;
    this.photos = photos;
    this.precision = precision;
    this.work = work;
  }

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    new MeasureIngest(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            arguments.length > 2 ? Precision.ofWord(arguments[2]) : Precision.FP32,
            Files.createTempDirectory("akin-measure"))
        .run();
  }

  private void run() throws IOException, InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    EmbedSettings settings =
        new EmbedSettings(
            work.resolve("compiled"), BuildCache.NATIVES, Device.CPU, precision, threads);
    try (EmbeddingModel opened = EmbeddingModel.open(ModelFiles.folder(model), settings);
        ImageTower tower = opened.imageTower()) {
      List<PreparedImage> pictures = prepared(opened);
      double before = rate(tower, pictures);
      double whole = index();
      double after = rate(tower, pictures);
      double own = (before + after) / 2;
      out.printf(
          "batch %d, tower %.2f and %.2f pictures/s, index %.2f photos/s: %.0f %%%n",
          tower.batchSize(pictures.size()), before, after, whole, 100 * whole / own);
    }
  }

  private List<PreparedImage> prepared(EmbeddingModel opened) throws IOException {
    PhotoDecoder decoder = new PhotoDecoder(100_000_000, 512, BuildCache.NATIVES);
    List<PreparedImage> pictures = new ArrayList<>();
    try (Stream<Path> files = Files.walk(photos)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (pictures.size() < PICTURES
            && decoder.decode(Files.readAllBytes(file), DecodePurpose.QUERY)
                instanceof DecodeResult.Decoded decoded) {
          pictures.add(opened.prepare(decoded.raster()));
        }
      }
    }
    return pictures;
  }

  private static double rate(ImageTower tower, List<PreparedImage> pictures) {
    tower.embed(pictures.subList(0, Math.min(pictures.size(), tower.batchSize(pictures.size()))));
    long start = System.nanoTime();
    tower.embed(pictures);
    return pictures.size() * SECOND / (System.nanoTime() - start);
  }

  private double index() throws InterruptedException {
    AppPaths places =
        new AppPaths(
            work.resolve("library"),
            work.resolve("compiled"),
            BuildCache.NATIVES,
            work.resolve("logs"));
    try (PhotoLibrary library = PhotoLibrary.openIsolated(places, Clock.systemUTC())) {
      ModelSelection selection = new ModelSelection(model.toString(), Device.CPU, precision);
      IngestReport report =
          library.ingest().start(new IngestRequest(List.of(photos), false, selection)).await();
      out.printf(
          "%d files, %d embedded, %d failed in %.1f s%n",
          report.files(), report.embedded(), report.failed(), report.time().toMillis() / 1e3);
      return report.embedded() * SECOND / report.time().toNanos();
    }
  }
}
