package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.Gpu;
import app.akin.core.ingest.FollowUp;
import app.akin.core.ingest.Ingest;
import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestRequest;
import app.akin.core.ingest.SharedRun;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.JavaProcess;
import app.akin.core.model.precision.PrecisionRow;
import app.akin.core.model.precision.PrecisionRow.Verdict;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.model.precision.SamplePhotos;
import app.akin.core.photo.Device;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Precision;
import app.akin.core.place.LazyPlaceTable;
import app.akin.core.scan.Volumes;
import app.akin.core.synthetic.SyntheticCheckpoint;
import app.akin.resources.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the choice of a GPU and the fallback to the CPU. The GPU is a stand-in: the engine
/// computes on the CPU instead. The clock stands still, so that no configuration is slow.
final class GpuTest {
  private static final List<Gpu> STAND_IN = List.of(new Gpu(Device.CUDA, "cpu"));

  /// A GPU that this engine does not support, with or without a driver.
  private static final List<Gpu> ABSENT = List.of(new Gpu(Device.CUDA, "gpu"));

  private static final int EXIT_CODE = 7;

  private static final SamplePhotos NO_PHOTOS =
      new SamplePhotos(List.of(), new PhotoDecoder(1 << 20, 64, BuildCache.NATIVES));

  /// A process that crashes while it tests a GPU.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      Path base = Path.of(arguments[0]);
      Path marker = Path.of(arguments[1]);
      models(base, STAND_IN)
          .check(
              selection(base),
              NO_PHOTOS,
              _ -> {
                if (Files.exists(marker)) {
                  Runtime.getRuntime().halt(EXIT_CODE);
                }
                return true;
              });
    }
  }

  @TempDir Path base;

  @BeforeEach
  void writeModel() {
    SyntheticCheckpoint.tiny().write(base.resolve("model"));
  }

  private static Models models(Path base, List<Gpu> gpus) {
    return new Models(
        base.resolve("compiled"),
        BuildCache.NATIVES,
        base.resolve("models"),
        new FixedVolumes(),
        2,
        Map.of(),
        gpus,
        true,
        () -> 0);
  }

  private static ModelSelection selection(Path base) {
    return new ModelSelection(base.resolve("model").toString(), Device.AUTO, null);
  }

  private PrecisionTable check(List<Gpu> gpus) {
    return models(base, gpus).check(selection(base), NO_PHOTOS, _ -> true).orElseThrow();
  }

  private Models.DeviceChoice deviceChoice(List<Gpu> gpus) {
    Models models = models(base, gpus);
    try (EmbeddingModel model = models.open(selection(base))) {
      return models.deviceChoice(model);
    }
  }

  private boolean needsCheck(List<Gpu> gpus) {
    Models models = models(base, gpus);
    try (EmbeddingModel model = models.open(selection(base))) {
      return models.needsCheck(selection(base), model);
    }
  }

  @Test
  void anAccurateGpuIsUsedForBatches() {
    assertThat(needsCheck(STAND_IN)).isTrue();
    PrecisionTable table = check(STAND_IN);

    assertThat(table.rows().getFirst())
        .returns(Device.CPU, PrecisionRow::device)
        .returns(Precision.FP32, PrecisionRow::precision);
    assertThat(table.rows().stream().filter(row -> row.device() == Device.CUDA))
        .extracting(PrecisionRow::precision)
        .containsExactly(Precision.FP16, Precision.FP32);
    assertThat(table.device()).isEqualTo(Device.CUDA);
    assertThat(table.chosenRow().verdict()).isEqualTo(Verdict.GOOD);
    assertThat(table.rejectedGpu()).isEmpty();
    assertThat(needsCheck(STAND_IN)).isFalse();
    assertThat(deviceChoice(STAND_IN)).isEqualTo(new Models.DeviceChoice(Device.CUDA, ""));
    Models models = models(base, STAND_IN);
    try (EmbeddingModel many = models.openForBatch(selection(base));
        EmbeddingModel few = models.open(selection(base))) {
      assertThat(many.precision()).isEqualTo(table.chosen());
      assertThat(many.streams()).as("one stream on a GPU").isEqualTo(1);
      assertThat(few.streams()).as("queries run on the CPU").isEqualTo(2);
      assertThat(many.fingerprint()).isEqualTo(few.fingerprint());
    }
  }

  @Test
  void theStarterCanUseAGpuWithItsOnlyPrecision() {
    Models models = models(base, STAND_IN);
    try (EmbeddingModel starter = models.open(ModelSelection.DEFAULT)) {
      assertThat(models.needsCheck(ModelSelection.DEFAULT, starter)).isTrue();
    }
    PrecisionTable table = models.check(ModelSelection.DEFAULT, NO_PHOTOS, _ -> true).orElseThrow();

    assertThat(table.rows())
        .extracting(PrecisionRow::device)
        .containsExactly(Device.CPU, Device.CUDA);
    assertThat(table)
        .returns(Device.CUDA, PrecisionTable::device)
        .returns(Precision.FP32, PrecisionTable::chosen);
  }

  @Test
  void anUnavailableGpuIsReportedAndNotCheckedAgain() {
    PrecisionTable table = check(ABSENT);

    assertThat(table.device()).isEqualTo(Device.CPU);
    assertThat(table.rejectedGpu())
        .hasValueSatisfying(
            row ->
                assertThat(row)
                    .returns(Device.CUDA, PrecisionRow::device)
                    .returns(Verdict.FAILED, PrecisionRow::verdict));
    assertThat(deviceChoice(ABSENT))
        .returns(Device.CPU, Models.DeviceChoice::device)
        .satisfies(choice -> assertThat(choice.reason()).isNotBlank());
    assertThat(needsCheck(ABSENT)).isFalse();

    models(base, ABSENT).forgetGpuChecks();
    assertThat(needsCheck(ABSENT)).isTrue();
  }

  @Test
  void aGpuThatCrashesTheProcessIsRejectedUntilTheNextCheck() throws Exception {
    Path marker;
    try (EmbeddingModel model = models(base, STAND_IN).open(selection(base))) {
      marker = base.resolve("compiled").resolve(model.fingerprint()).resolve("card.properties");
    }
    Process child =
        JavaProcess.of(Child.class, base.toString(), marker.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).isEqualTo(EXIT_CODE);

    assertThat(deviceChoice(STAND_IN))
        .isEqualTo(
            new Models.DeviceChoice(Device.CPU, "the process that tested it ended unexpectedly"));
    assertThat(needsCheck(STAND_IN)).isFalse();
    try (EmbeddingModel many = models(base, STAND_IN).openForBatch(selection(base))) {
      assertThat(many.streams()).isEqualTo(2);
    }
    assertThat(check(STAND_IN).device()).isEqualTo(Device.CUDA);
    assertThat(deviceChoice(STAND_IN).device()).isEqualTo(Device.CUDA);
  }

  @Test
  void aStoppedCheckStoresNoGpuResult() {
    assertThat(models(base, STAND_IN).check(selection(base), NO_PHOTOS, fraction -> fraction < 0.8))
        .isEmpty();

    assertThat(needsCheck(STAND_IN)).isTrue();
    assertThat(deviceChoice(STAND_IN)).isEqualTo(new Models.DeviceChoice(Device.CPU, ""));
  }

  /// The driver was removed after the check: the run completes on the CPU.
  @Test
  void aGpuThatFailsDuringIndexingIsReplacedByTheCpu() throws Exception {
    check(STAND_IN);
    Path photos = Files.createDirectories(base.resolve("photos"));
    for (int i = 0; i < 5; i++) {
      Files.write(photos.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64));
    }
    Ingest ingest =
        new Ingest(
            base.resolve("library"),
            BuildCache.NATIVES,
            models(base, ABSENT),
            () -> new PhotoDecoder(1 << 24, 64, BuildCache.NATIVES),
            Volumes.of(OperatingSystem.current()),
            new LazyPlaceTable(Resource.PLACES::open),
            Clock.systemUTC(),
            2,
            1 << 30,
            FollowUp.NONE,
            () -> SharedRun.NONE);

    IngestReport report =
        ingest.start(new IngestRequest(List.of(photos), false, selection(base))).await();

    assertThat(report).returns(5L, IngestReport::embedded).returns(5L, IngestReport::photos);
    assertThat(deviceChoice(ABSENT))
        .returns(Device.CPU, Models.DeviceChoice::device)
        .satisfies(choice -> assertThat(choice.reason()).isNotBlank());
  }
}
