package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.OwnProcess;
import app.akin.core.model.PrecisionRow.Verdict;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import app.akin.core.photo.Problem;
import app.akin.core.synthetic.MadeCheckpoint;
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

/// Which precision a model runs in, and how that is found out and remembered.
final class PrecisionTest {
  private static final int THREADS = 2;
  private static final String ENDED = "taken ";

  /// A check in a process of its own, whose environment may hide what the processor can do.
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
              .check(wish(Path.of(arguments[0]), null), NONE, _ -> true)
              .orElseThrow();
      // The parent reads this; there is nothing else to be heard by.
      new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true)
          .println(ENDED + table.takenRow());
    }
  }

  private static final OwnPhotos NONE =
      new OwnPhotos(List.of(), new PhotoDecoder(1 << 20, 64, BuildCache.NATIVES));

  @TempDir Path base;
  private Path folder = Path.of("");

  @BeforeEach
  void writeModel() {
    folder = base.resolve("model");
    MadeCheckpoint.tiny().write(folder);
  }

  @Test
  void theQuickestThatKeepsEnoughIsTakenAndRemembered() throws Exception {
    Models models = models(Map.of());
    ModelSelection wish = wish(folder, null);
    try (EmbeddingModel model = models.open(wish)) {
      assertThat(model.precision()).isEqualTo(Precision.FP32);
      assertThat(models.wantsCheck(wish, model)).isTrue();
      assertThat(models.wantsCheck(wish(folder, Precision.BF16), model)).isFalse();
    }

    List<Path> photos = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      photos.add(Files.write(base.resolve(i + ".jpg"), ImageKit.photo(i, 96, 64)));
    }
    photos.add(Files.write(base.resolve("broken.jpg"), new byte[] {1, 2, 3}));
    photos.add(base.resolve("absent.jpg"));
    List<Double> parts = new ArrayList<>();
    PrecisionTable table =
        models
            .check(
                wish,
                OwnPhotos.of(photos, new PhotoDecoder(1 << 20, 64, BuildCache.NATIVES)),
                parts::add)
            .orElseThrow();

    assertThat(table.rows())
        .extracting(PrecisionRow::precision)
        .containsExactly(Precision.FP32, Precision.BF16, Precision.INT8_MIXED, Precision.INT8);
    assertThat(table.own()).isEqualTo(3);
    assertThat(parts).isSorted().allMatch(part -> part >= 0 && part < 1);
    for (PrecisionRow row : table.rows()) {
      boolean good = row.centredCosine() >= 0.97 && row.neighbours() >= 0.9;
      if (row.verdict() == Verdict.GOOD || row.verdict() == Verdict.LOSSY) {
        assertThat(row.verdict()).isEqualTo(good ? Verdict.GOOD : Verdict.LOSSY);
        assertThat(row.picturesPerSecond()).isPositive();
      }
      if (row.verdict() == Verdict.GOOD) {
        assertThat(row.picturesPerSecond())
            .isLessThanOrEqualTo(table.takenRow().picturesPerSecond());
      }
    }
    assertThat(table.takenRow().verdict()).isEqualTo(Verdict.GOOD);

    try (EmbeddingModel model = models(Map.of()).open(wish)) {
      assertThat(model.precision()).isEqualTo(table.taken());
      assertThat(models.wantsCheck(wish, model)).isFalse();
      assertThat(archives(model.fingerprint()))
          .isNotEmpty()
          .allMatch(name -> name.startsWith("image-" + table.taken().word() + "_"));
    }
  }

  @Test
  void anotherMachineOrEngineSettingIsCheckedAgain() {
    ModelSelection wish = wish(folder, null);
    assertThat(models(Map.of()).check(wish, NONE, _ -> true)).isPresent();
    Models told = models(Map.of("ONEDNN_MAX_CPU_ISA", "AVX2"));

    try (EmbeddingModel model = told.open(wish)) {
      assertThat(model.precision()).isEqualTo(Precision.FP32);
      assertThat(told.wantsCheck(wish, model)).isTrue();
    }
  }

  @Test
  void aStoppedCheckChangesNothing() {
    Models models = models(Map.of());
    ModelSelection wish = wish(folder, null);

    assertThat(models.check(wish, NONE, part -> part < 0.5)).isEmpty();
    try (EmbeddingModel model = models.open(wish)) {
      assertThat(models.wantsCheck(wish, model)).isTrue();
    }
  }

  @Test
  void aReadyModelHasOnePrecision() {
    Models models = models(Map.of());
    try (EmbeddingModel model = models.open(ModelSelection.DEFAULT)) {
      assertThat(model.precision()).isEqualTo(Precision.FP32);
      assertThat(models.wantsCheck(ModelSelection.DEFAULT, model)).isFalse();
    }
    assertThat(
            catchThrowableOfType(
                AkinException.class,
                () -> models.open(new ModelSelection(null, Device.AUTO, Precision.INT8))))
        .returns(Problem.PRECISION_ABSENT, AkinException::problem);
  }

  /// Half floats of graphics cards are none of the processor's.
  @Test
  void aCheckpointHasThePrecisionsOfItsDevice() {
    assertThat(
            catchThrowableOfType(
                AkinException.class, () -> models(Map.of()).open(wish(folder, Precision.FP16))))
        .returns(Problem.PRECISION_ABSENT, AkinException::problem);
  }

  /// What fp32 finds is found whatever is missing: the engine is told to leave parts of the
  /// processor alone.
  @ParameterizedTest
  @CsvSource({"AVX2, avx2", "SSE41, default"})
  void aLesserProcessorGetsASoundChoice(String products, String rest) throws Exception {
    ProcessBuilder builder =
        OwnProcess.of(Child.class, folder.toString(), base.resolve("compiled").toString());
    builder
        .environment()
        .putAll(Map.of("ONEDNN_MAX_CPU_ISA", products, "ATEN_CPU_CAPABILITY", rest));
    Path said = base.resolve("said");
    Process child = builder.redirectOutput(said.toFile()).redirectErrorStream(true).start();

    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(said).content().contains(ENDED).contains("verdict=GOOD");
    assertThat(child.exitValue()).isZero();
  }

  private Models models(Map<String, String> environment) {
    return new Models(
        base.resolve("compiled"), BuildCache.NATIVES, base.resolve("models"), THREADS, environment);
  }

  private static ModelSelection wish(Path folder, @Nullable Precision precision) {
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
