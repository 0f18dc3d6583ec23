package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.JavaProcess;
import app.akin.core.model.precision.PrecisionRow;
import app.akin.core.model.precision.PrecisionRow.Verdict;
import app.akin.core.model.precision.PrecisionTable;
import app.akin.core.model.precision.SamplePhotos;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.synthetic.SyntheticCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the choice of a model's precision and its storage.
final class PrecisionTest {
  private static final int THREADS = 2;
  private static final String CHOSEN_PREFIX = "taken ";

  /// Runs a check in a separate process, whose environment may hide features of the CPU.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      PrecisionTable table =
          new Models(
                  Path.of(arguments[1]),
                  BuildCache.NATIVES,
                  Path.of(arguments[1]).resolve("models"),
                  THREADS,
                  System.getenv())
              .check(selection(Path.of(arguments[0]), null), NO_PHOTOS, _ -> true)
              .orElseThrow();
      // The parent process reads this line.
      new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true)
          .println(CHOSEN_PREFIX + table.chosenRow());
    }
  }

  private static final SamplePhotos NO_PHOTOS =
      new SamplePhotos(List.of(), new PhotoDecoder(1 << 20, 64, BuildCache.NATIVES));

  @TempDir Path base;
  private Path folder = Path.of("");

  @BeforeEach
  void writeModel() {
    folder = base.resolve("model");
    SyntheticCheckpoint.tiny().write(folder);
  }

  @Test
  void theFastestAccuratePrecisionIsChosenAndStored() throws Exception {
    Models models = models(Map.of());
    ModelSelection selection = selection(folder, null);
    try (EmbeddingModel model = models.open(selection)) {
      assertThat(model.precision()).isEqualTo(Precision.FP32);
      assertThat(models.needsCheck(selection, model)).isTrue();
      assertThat(models.needsCheck(selection(folder, Precision.BF16), model)).isFalse();
    }

    List<Path> photos = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      photos.add(Files.write(base.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64)));
    }
    photos.add(Files.write(base.resolve("broken.jpg"), new byte[] {1, 2, 3}));
    photos.add(base.resolve("absent.jpg"));
    List<Double> fractions = new ArrayList<>();
    PrecisionTable table =
        models
            .check(
                selection,
                SamplePhotos.of(photos, new PhotoDecoder(1 << 20, 64, BuildCache.NATIVES)),
                fractions::add)
            .orElseThrow();

    assertThat(table.rows())
        .extracting(PrecisionRow::precision)
        .containsExactly(Precision.FP32, Precision.BF16, Precision.INT8_MIXED, Precision.INT8);
    assertThat(table.photoCount()).isEqualTo(3);
    assertThat(fractions).isSorted().allMatch(fraction -> fraction >= 0 && fraction < 1);
    for (PrecisionRow row : table.rows()) {
      boolean good = row.centredCosine() >= 0.97 && row.neighbours() >= 0.9;
      if (row.verdict() == Verdict.GOOD || row.verdict() == Verdict.LOSSY) {
        assertThat(row.verdict()).isEqualTo(good ? Verdict.GOOD : Verdict.LOSSY);
        assertThat(row.imagesPerSecond()).isPositive();
      }
      if (row.verdict() == Verdict.GOOD) {
        assertThat(row.imagesPerSecond()).isLessThanOrEqualTo(table.chosenRow().imagesPerSecond());
      }
    }
    assertThat(table.chosenRow().verdict()).isEqualTo(Verdict.GOOD);

    try (EmbeddingModel model = models(Map.of()).open(selection)) {
      assertThat(model.precision()).isEqualTo(table.chosen());
      assertThat(models.needsCheck(selection, model)).isFalse();
      assertThat(archives(model.fingerprint()))
          .isNotEmpty()
          .allMatch(name -> name.startsWith("image-" + table.chosen().word() + "_"));
    }
  }

  @Test
  void aChangedMachineOrEngineSettingIsCheckedAgain() {
    ModelSelection selection = selection(folder, null);
    assertThat(models(Map.of()).check(selection, NO_PHOTOS, _ -> true)).isPresent();
    Models restricted = models(Map.of("ONEDNN_MAX_CPU_ISA", "AVX2"));

    try (EmbeddingModel model = restricted.open(selection)) {
      assertThat(model.precision()).isEqualTo(Precision.FP32);
      assertThat(restricted.needsCheck(selection, model)).isTrue();
    }
  }

  @Test
  void aStoppedCheckChangesNothing() {
    Models models = models(Map.of());
    ModelSelection selection = selection(folder, null);

    assertThat(models.check(selection, NO_PHOTOS, fraction -> fraction < 0.1)).isEmpty();
    try (EmbeddingModel model = models.open(selection)) {
      assertThat(models.needsCheck(selection, model)).isTrue();
    }
  }

  @Test
  void aReadyMadeModelHasOnePrecision() {
    Models models = models(Map.of());
    try (EmbeddingModel model = models.open(ModelSelection.DEFAULT)) {
      assertThat(model.precision()).isEqualTo(Precision.FP32);
      assertThat(models.needsCheck(ModelSelection.DEFAULT, model)).isFalse();
    }
    assertThat(
            catchThrowableOfType(
                AkinException.class,
                () -> models.open(new ModelSelection(null, Device.AUTO, Precision.INT8))))
        .extracting(AkinException::problem)
        .isInstanceOf(Problem.PrecisionAbsent.class);
  }

  /// The CPU does not support the half-precision floats of GPUs.
  @Test
  void aCheckpointHasThePrecisionsOfItsDevice() {
    assertThat(
            catchThrowableOfType(
                AkinException.class,
                () -> models(Map.of()).open(selection(folder, Precision.FP16))))
        .extracting(AkinException::problem)
        .isInstanceOf(Problem.PrecisionAbsent.class);
  }

  /// The chosen precision is accurate even if the engine must not use all instruction sets of the
  /// CPU.
  @ParameterizedTest
  @CsvSource({"AVX2, avx2", "SSE41, default"})
  void aLimitedCpuGetsAnAccuratePrecision(String products, String rest) throws Exception {
    ProcessBuilder builder =
        JavaProcess.of(Child.class, folder.toString(), base.resolve("compiled").toString());
    builder
        .environment()
        .putAll(Map.of("ONEDNN_MAX_CPU_ISA", products, "ATEN_CPU_CAPABILITY", rest));
    Path output = base.resolve("output");
    Process child = builder.redirectOutput(output.toFile()).redirectErrorStream(true).start();

    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(output).content().contains(CHOSEN_PREFIX).contains("verdict=GOOD");
    assertThat(child.exitValue()).isZero();
  }

  private Models models(Map<String, String> environment) {
    return new Models(
        base.resolve("compiled"), BuildCache.NATIVES, base.resolve("models"), THREADS, environment);
  }

  private static ModelSelection selection(Path folder, @Nullable Precision precision) {
    return new ModelSelection(folder.toString(), Device.CPU, precision);
  }

  private List<String> archives(String fingerprint) throws IOException {
    try (Stream<Path> files = Files.list(base.resolve("compiled").resolve(fingerprint))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("image-"))
          .toList();
    }
  }
}
