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
/// @param places temporary folders
/// @param scratch temporary folder
/// @param clock the clock
record ComponentSteps(AppPaths places, ScratchFolder scratch, Clock clock) {
  private static final int VECTORS = 400;
  private static final int WIDTH = 64;
  private static final int NEAREST = 10;
  private static final int MUST_FIND = 9;
  private static final long MAX_PIXELS = 1 << 20;
  private static final int THUMBNAIL = 64;

  /// Maximum mean error of a lossy image, of 255.
  private static final double MEAN_ERROR = 16;

  String database() {
    Path folder = scratch.folder("database");
    String value = "written at " + clock.instant();
    try (Store store = Store.openForWriting(folder, places.natives(), clock)) {
      store.writer().setting("self-test", value);
      store.writer().commit();
    }
    try (Store store = Store.openForReading(folder, places.natives(), clock)) {
      if (!store.reader().setting("self-test").equals(Optional.of(value))) {
        throw new IllegalStateException("the row that was written is not there");
      }
    }
    return "SQLite: a row written and read";
  }

  String index() {
    IndexSettings settings =
        IndexSettings.defaults(1).withGraphThreshold(VECTORS / 2).withThreads(1, 1);
    SplittableRandom random = new SplittableRandom(VECTORS);
    List<float[]> vectors = new ArrayList<>();
    try (VectorIndex index =
        VectorIndex.open(scratch.folder("index"), "self-test", WIDTH, settings)) {
      for (int i = 0; i < VECTORS; i++) {
        float[] raw = new float[WIDTH];
        for (int j = 0; j < WIDTH; j++) {
          raw[j] = (float) random.nextGaussian();
        }
        vectors.add(Embedding.ofRaw(raw).unit());
        index.add(i + 1, i + 1, vectors.getLast());
      }
      if (!index.buildGraph(_ -> true)) {
        throw new IllegalStateException("no graph was built");
      }
      float[] query = vectors.getFirst();
      Set<Long> found =
          index.nearest(query, NEAREST, null).stream()
              .map(Neighbour::id)
              .collect(Collectors.toSet());
      Set<Long> nearest = new HashSet<>(byComparingAll(vectors, query));
      nearest.retainAll(found);
      if (nearest.size() < MUST_FIND) {
        throw new IllegalStateException(
            "the graph finds %d of the %d nearest".formatted(nearest.size(), NEAREST));
      }
    }
    return "jvector (%s provider), SIMD of %d bits: graph of %d vectors"
        .formatted(
            VectorIndex.vectorProvider(), FloatVector.SPECIES_PREFERRED.vectorBitSize(), VECTORS);
  }

  private static List<Long> byComparingAll(List<float[]> vectors, float[] query) {
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
    ReferenceFeatures numbers = ReferenceFeatures.shipped();
    return embed(ModelSelection.DEFAULT, numbers.image(), numbers.text());
  }

  String checkpoint() throws IOException {
    Path folder = scratch.folder("checkpoint");
    SyntheticCheckpoint.tiny().write(folder);
    ReferenceFeatures numbers = ReferenceFeatures.shipped();
    return "compiled, "
        + embed(
            new ModelSelection(folder.toString(), Device.CPU, Precision.FP32),
            numbers.syntheticImage(),
            numbers.syntheticText());
  }

  private String embed(ModelSelection wish, Embedding picture, Embedding words) throws IOException {
    Raster asked = decoded("asked.png", SampleImages.shipped().query());
    try (EmbeddingModel model = models().open(wish);
        ImageTower pictures = model.imageTower();
        TextTower texts = model.textTower()) {
      Embedding seen = pictures.embed(List.of(model.prepare(asked))).getFirst();
      double first = ReferenceFeatures.compare("the picture's feature", seen, picture);
      double second =
          ReferenceFeatures.compare(
              "the text's feature", texts.embed(ReferenceFeatures.TEXT), words);
      return "cosine %.6f (picture), %.6f (text)".formatted(first, second);
    }
  }

  String formats() throws IOException {
    Map<String, byte[]> files = SampleImages.shipped().formats();
    byte[] exactFile = files.get(SampleImages.EXACT);
    if (exactFile == null) {
      throw new IllegalStateException(SampleImages.EXACT + " is missing");
    }
    Raster exact = decoded(SampleImages.EXACT, exactFile);
    List<String> waiting = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    PhotoDecoder decoder = decoder();
    files.forEach(
        (name, bytes) -> {
          switch (decoder.decode(bytes, DecodePurpose.QUERY)) {
            case DecodeResult.Decoded photo -> {
              double error = meanError(photo.raster(), exact);
              if (!(error <= MEAN_ERROR)) {
                wrong.add("%s is off by %.1f".formatted(name, error));
              }
            }
            // libjxl is not bundled and may be missing.
            case DecodeResult.Failed refused when refused.kind() == FailureKind.NEEDS_CODEC ->
                waiting.add(name);
            case DecodeResult.Failed refused -> wrong.add(name + ": " + refused.detail());
          }
        });
    waiting.stream().filter(name -> !name.endsWith(".jxl")).forEach(wrong::add);
    decoder.nativeJpegError().ifPresent(wrong::add);
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(String.join("; ", wrong));
    }
    return "%d of %d%s"
        .formatted(
            files.size() - waiting.size(),
            files.size(),
            waiting.isEmpty() ? "" : "; JPEG XL waits for the system's libjxl");
  }

  private Raster decoded(String name, byte[] bytes) {
    return switch (decoder().decode(bytes, DecodePurpose.QUERY)) {
      case DecodeResult.Decoded photo -> photo.raster();
      case DecodeResult.Failed refused ->
          throw new IllegalStateException(name + ": " + refused.detail());
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
    return new PhotoDecoder(MAX_PIXELS, THUMBNAIL, places.natives());
  }

  private Models models() {
    return new Models(places.compiled(), places.natives(), places.models(), 1, Map.of());
  }
}
