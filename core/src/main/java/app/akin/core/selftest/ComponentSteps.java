package app.akin.core.selftest;

import app.akin.core.benchmark.ScratchFolder;
import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.TextTower;
import app.akin.core.index.IndexSettings;
import app.akin.core.index.Neighbour;
import app.akin.core.index.VectorIndex;
import app.akin.core.library.AppPaths;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import app.akin.core.photo.Device;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Raster;
import app.akin.core.store.Store;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import jdk.incubator.vector.FloatVector;

/// The steps that test one component each. Not thread-safe.
///
/// @param paths folders of the temporary library
/// @param scratch temporary folder for the files of the steps
/// @param clock the clock
record ComponentSteps(AppPaths paths, ScratchFolder scratch, Clock clock) {
  private static final int VECTORS = 400;
  private static final int DIMENSION = 64;
  private static final int NEAREST = 10;
  private static final int MIN_FOUND = 9;
  private static final long MAX_PIXELS = 1 << 20;
  private static final int THUMBNAIL = 64;

  /// Maximum mean error of a lossy image, of 255.
  private static final double MAX_MEAN_ERROR = 16;

  String database() {
    Path folder = scratch.folder("database");
    String value = "written at " + clock.instant();
    try (Store store = Store.openForWriting(folder, paths.natives(), clock)) {
      store.writer().putSetting("self-test", value);
      store.writer().commit();
    }
    try (Store store = Store.openForReading(folder, paths.natives(), clock)) {
      if (!store.reader().setting("self-test").equals(Optional.of(value))) {
        throw new IllegalStateException("the written row is missing");
      }
    }
    return "SQLite: a row written and read";
  }

  String index() {
    IndexSettings settings = IndexSettings.defaults(1).withExactRows(VECTORS / 2);
    SplittableRandom random = new SplittableRandom(VECTORS);
    List<float[]> vectors = new ArrayList<>();
    try (VectorIndex index =
        VectorIndex.open(scratch.folder("index"), "self-test", DIMENSION, settings)) {
      for (int i = 0; i < VECTORS; i++) {
        float[] raw = new float[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
          raw[j] = (float) random.nextGaussian();
        }
        vectors.add(Embedding.ofRaw(raw).unit());
        index.add(i + 1, i + 1, vectors.getLast());
      }
      index.save();
      float[] query = vectors.getFirst();
      Set<Long> found =
          index.nearest(query, NEAREST, null).best().stream()
              .map(Neighbour::id)
              .collect(Collectors.toSet());
      Set<Long> nearest = new HashSet<>(exactNearest(vectors, query));
      nearest.retainAll(found);
      if (nearest.size() < MIN_FOUND) {
        throw new IllegalStateException(
            "the index finds %d of the %d nearest".formatted(nearest.size(), NEAREST));
      }
    }
    return "SIMD of %d bits: index of %d vectors"
        .formatted(FloatVector.SPECIES_PREFERRED.vectorBitSize(), VECTORS);
  }

  private static List<Long> exactNearest(List<float[]> vectors, float[] query) {
    List<Long> ids = new ArrayList<>();
    for (long id = 1; id <= vectors.size(); id++) {
      ids.add(id);
    }
    ids.sort(Comparator.comparingDouble(id -> -dot(vectors.get((int) (id - 1)), query)));
    return ids.subList(0, NEAREST);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  String engine() {
    try (EmbeddingModel model = models().open(ModelSelection.DEFAULT)) {
      return model.engine();
    }
  }

  String starter() throws IOException {
    ReferenceFeatures reference = ReferenceFeatures.load();
    return embed(ModelSelection.DEFAULT, reference.image(), reference.text());
  }

  String checkpoint() throws IOException {
    Path folder = scratch.folder("checkpoint");
    SyntheticCheckpoint.tiny().write(folder);
    ReferenceFeatures reference = ReferenceFeatures.load();
    return "compiled, "
        + embed(
            new ModelSelection(folder.toString(), Device.CPU, Precision.FP32),
            reference.syntheticImage(),
            reference.syntheticText());
  }

  private String embed(ModelSelection selection, Embedding expectedImage, Embedding expectedText)
      throws IOException {
    Raster query = decode("asked.png", SampleImages.load().query());
    try (EmbeddingModel model = models().open(selection);
        ImageTower imageTower = model.imageTower();
        TextTower textTower = model.textTower()) {
      Embedding feature = imageTower.embed(List.of(model.prepare(query))).getFirst();
      double imageCosine = ReferenceFeatures.compare("the image feature", feature, expectedImage);
      double textCosine =
          ReferenceFeatures.compare(
              "the text feature", textTower.embed(ReferenceFeatures.TEXT), expectedText);
      return "cosine %.6f (image), %.6f (text)".formatted(imageCosine, textCosine);
    }
  }

  String formats() throws IOException {
    Map<String, byte[]> files = SampleImages.load().formats();
    byte[] exactFile = files.get(SampleImages.EXACT);
    if (exactFile == null) {
      throw new IllegalStateException(SampleImages.EXACT + " is missing");
    }
    Raster exact = decode(SampleImages.EXACT, exactFile);
    List<String> missingCodecs = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    PhotoDecoder decoder = decoder();
    files.forEach(
        (name, bytes) -> {
          switch (decoder.decode(bytes, DecodePurpose.QUERY)) {
            case DecodeResult.Decoded photo -> {
              double error = meanError(photo.raster(), exact);
              if (!(error <= MAX_MEAN_ERROR)) {
                errors.add("%s has a mean error of %.1f".formatted(name, error));
              }
            }
            // libjxl is not bundled and may be missing.
            case DecodeResult.Failed failed
                when failed.kind() == FailureKind.NEEDS_CODEC && name.endsWith(".jxl") ->
                missingCodecs.add(name);
            case DecodeResult.Failed failed -> errors.add(name + ": " + failed.detail());
          }
        });
    decoder.nativeJpegError().ifPresent(errors::add);
    if (!errors.isEmpty()) {
      throw new IllegalStateException(String.join("; ", errors));
    }
    return "%d of %d%s"
        .formatted(
            files.size() - missingCodecs.size(),
            files.size(),
            missingCodecs.isEmpty() ? "" : "; JPEG XL needs the system's libjxl");
  }

  private Raster decode(String name, byte[] bytes) {
    return switch (decoder().decode(bytes, DecodePurpose.QUERY)) {
      case DecodeResult.Decoded photo -> photo.raster();
      case DecodeResult.Failed failed ->
          throw new IllegalStateException(name + ": " + failed.detail());
    };
  }

  /// Returns the mean absolute difference of the samples; infinite if the sizes differ.
  private static double meanError(Raster one, Raster other) {
    if (one.width() != other.width() || one.height() != other.height()) {
      return Double.POSITIVE_INFINITY;
    }
    long sum = 0;
    for (int i = 0; i < one.rgb().length; i++) {
      sum += Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff));
    }
    return (double) sum / one.rgb().length;
  }

  private PhotoDecoder decoder() {
    return new PhotoDecoder(MAX_PIXELS, THUMBNAIL, paths.natives());
  }

  private Models models() {
    return new Models(paths.compiled(), paths.natives(), paths.models(), 1, Map.of());
  }
}
