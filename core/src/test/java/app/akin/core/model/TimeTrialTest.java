package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.EmbedSettings;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.ImageTower;
import app.akin.core.embed.ModelFiles;
import app.akin.core.embed.PromptModel;
import app.akin.core.embed.decoder.PromptParts;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TinyModel;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.precision.PhotoTime;
import app.akin.core.model.precision.PhotoTime.Source;
import app.akin.core.model.precision.PrecisionStore;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Raster;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the estimate of the time of a photo, and where its result is kept.
final class TimeTrialTest {
  private static final double SECOND = 1e9;

  /// The layers of the decoder of `llava-tiny`.
  private static final int LAYERS = 2;

  @TempDir private Path base;
  private ModelFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = ModelFixture.ofPrompts(base);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private PromptModel model(String name) throws URISyntaxException {
    URL folder = Objects.requireNonNull(TimeTrialTest.class.getResource("/mllm/" + name));
    return (PromptModel)
        EmbeddingModel.open(
            ModelFiles.folder(Path.of(folder.toURI())),
            new EmbedSettings(
                base.resolve("compiled"), BuildCache.NATIVES, Device.CPU, Precision.FP32, 2));
  }

  /// A clock on which each step of the trial, that is each second reading, takes a time.
  private static LongSupplier stepClock(double seconds, List<Long> readings) {
    AtomicLong now = new AtomicLong();
    return () -> {
      readings.add(now.get());
      return now.getAndAdd((long) (seconds * SECOND));
    };
  }

  /// With enough time a whole pass is measured, so that the estimate is its time.
  @ParameterizedTest
  @ValueSource(strings = {"llava-tiny", "qwen-tiny"})
  void aPassThatFitsIsMeasured(String name) throws Exception {
    try (PromptModel model = model(name)) {
      OptionalDouble seconds = model.trial(Duration.ofSeconds(60), System::nanoTime, () -> false);
      Raster photo = new Raster(1280, 960, new byte[3 * 1280 * 960]);
      double best = Double.MAX_VALUE;
      try (ImageTower tower = model.imageTower()) {
        for (int i = 0; i < 3; i++) {
          long start = System.nanoTime();
          tower.embed(List.of(model.prepare(photo)));
          best = Math.min(best, (System.nanoTime() - start) / SECOND);
        }
      }
      assertThat(seconds.orElseThrow()).isBetween(best / 20, best * 20);
    }
  }

  /// If every reading of the clock costs a second, each layer takes one second, and the rest of a
  /// pass does not fit into the limit: the result follows from the layers alone.
  @Test
  void thePassIsWorkedOutFromALayer() throws Exception {
    List<Long> readings = new ArrayList<>();
    try (PromptModel model = model("llava-tiny")) {
      Raster photo = new Raster(1280, 960, new byte[3 * 1280 * 960]);
      PromptParts parts = PromptParts.candidate(Optional.empty(), true);
      int tokens = model.sequence(parts, Optional.of(model.prepare(photo))).tokens();
      double seconds =
          model.trial(Duration.ofSeconds(12), stepClock(1, readings), () -> false).orElseThrow();

      // A layer of 64 tokens takes a second.
      double layer = tokens / 64.0;
      assertThat(tokens).isGreaterThan(64);
      assertThat(seconds).isBetween(LAYERS * layer, 2 * LAYERS * layer);
      assertThat(readings).as("no step after the limit").hasSizeLessThan(22);
    }
  }

  @Test
  void aStoppedTrialHasNoResult() throws Exception {
    try (PromptModel model = model("llava-tiny")) {
      assertThat(model.trial(Duration.ofSeconds(60), System::nanoTime, () -> true)).isEmpty();
    }
  }

  @Test
  void theTimeIsKeptForTheMachineAndTheModel() {
    String name = TinyModel.importInto(fixture.models(), base.resolve("origin"), false);
    assertThat(fixture.models().find(name).photoTime()).isEmpty();
    assertThat(fixture.models().timePhotos(name, _ -> false)).isEmpty();
    assertThat(fixture.models().find(name).photoTime()).isEmpty();

    List<Double> parts = new ArrayList<>();
    Optional<PhotoTime> time =
        fixture
            .models()
            .timePhotos(
                name,
                part -> {
                  parts.add(part);
                  return true;
                });

    assertThat(time).get().extracting(PhotoTime::source).isEqualTo(Source.TRIAL);
    assertThat(parts).isSorted().allMatch(part -> part >= 0 && part <= 1);
    assertThat(fixture.models().find(name).photoTime()).isEqualTo(time);
  }

  /// A time of photos is not replaced by an estimate, and that of another machine does not count.
  @Test
  void aMoreReliableTimeStays() {
    PrecisionStore store = new PrecisionStore(base.resolve("compiled"), "this machine");
    store.savePhotoTime("f", new PhotoTime(10, Source.TRIAL));
    store.savePhotoTime("f", new PhotoTime(12, Source.RUN));
    store.savePhotoTime("f", new PhotoTime(9, Source.CHECK));
    assertThat(store.findPhotoTime("f")).contains(new PhotoTime(12, Source.RUN));
    store.savePhotoTime("f", new PhotoTime(13, Source.RUN));
    assertThat(store.findPhotoTime("f")).contains(new PhotoTime(13, Source.RUN));
    assertThat(new PrecisionStore(base.resolve("compiled"), "another").findPhotoTime("f"))
        .isEmpty();
  }

  @Test
  void aDayIsTheLimitOfALibrary() {
    PhotoTime time = new PhotoTime(8.64, Source.TRIAL);
    assertThat(time.secondsFor(10_000)).isCloseTo(86_400, within(1e-6));
    assertThat(time.exceedsDay(9_999)).isFalse();
    assertThat(time.exceedsDay(10_001)).isTrue();
  }

  /// The check and the run embed photos, so their rates are better than the estimate.
  @Test
  void aRunCorrectsTheTime() throws Exception {
    Path photos = Files.createDirectories(base.resolve("photos"));
    for (int i = 0; i < 2; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64));
    }
    try (PhotoLibrary library = fixture.open()) {
      String name = TinyModel.importInto(library.models(), base.resolve("origin"), false);
      library.models().timePhotos(name, _ -> true);
      library.models().switchTo(name, false);
      library
          .ingest()
          .start(new IngestRequest(List.of(photos), false, ModelSelection.DEFAULT))
          .await();
      assertThat(library.models().find(name).photoTime())
          .get()
          .extracting(PhotoTime::source)
          .isIn(Source.CHECK, Source.RUN);
    }
  }
}
