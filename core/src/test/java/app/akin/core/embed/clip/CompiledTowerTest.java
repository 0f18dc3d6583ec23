package app.akin.core.embed.clip;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ArchiveRunner;
import app.akin.core.kit.CpuFeatures;
import app.akin.core.photo.Architecture;
import app.akin.core.photo.OperatingSystem;
import app.akin.core.photo.Precision;
import app.akin.core.synthetic.SyntheticCheckpoint;
import app.akin.core.synthetic.SyntheticCheckpoint.Tower;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests compiled towers against a forward pass in double precision.
final class CompiledTowerTest {
  private static final long SEED = 20261;
  private static final List<Precision> LOW_PRECISIONS =
      List.of(Precision.BF16, Precision.INT8_MIXED, Precision.INT8);

  @TempDir Path temporary;
  private Path folder = Path.of("");
  private Path compiled = Path.of("");

  @BeforeEach
  void setUp() {
    folder = temporary.resolve("model");
    compiled = temporary.resolve("compiled");
  }

  static Stream<SyntheticCheckpoint> models() {
    SyntheticCheckpoint tiny = SyntheticCheckpoint.tiny();
    SyntheticCheckpoint patch14 =
        SyntheticCheckpoint.of(tiny.shape().withVision(new Tower(48, 3, 4, 100), 14, 70));
    SyntheticCheckpoint remainder =
        SyntheticCheckpoint.of(tiny.shape().withVision(new Tower(40, 1, 5, 64), 8, 45));
    return Stream.of(
        tiny,
        tiny.withType(SyntheticCheckpoint.Type.BF16).withShards(3).withSeed(2),
        tiny.withType(SyntheticCheckpoint.Type.F32).withActivation("gelu").withSeed(3),
        patch14.withActivation("gelu_new").withSizesAsObjects(),
        remainder
            .withType(SyntheticCheckpoint.Type.BF16)
            .withActivation("gelu_pytorch_tanh")
            .withShards(2));
  }

  @ParameterizedTest
  @MethodSource("models")
  void towersMatchTheReference(SyntheticCheckpoint kit) {
    kit.write(folder);
    ReferenceClip reference = new ReferenceClip(kit, folder);
    ClipModel model = ClipModel.read(folder, compiled);
    int size = kit.shape().image();
    assertThat(model.imageSize()).isEqualTo(size);
    assertThat(model.dimension()).isEqualTo(kit.shape().dimension());
    assertThat(model.maxTokens()).isEqualTo(kit.shape().maxTokens());
    assertThat(model.vocabularySize()).isEqualTo(kit.shape().vocabulary());

    float[] images = pixels(3, size);
    for (Kernels kernels : kernelsOfThisCpu(Precision.FP32)) {
      try (ArchiveRunner tower = ArchiveRunner.open(model.imageArchive(Precision.FP32, kernels))) {
        float[][] features = tower.run(images, 3, 3, size, size);
        int one = 3 * size * size;
        for (int i = 0; i < 3; i++) {
          assertClose(
              features[i], reference.image(Arrays.copyOfRange(images, i * one, (i + 1) * one)));
        }
        assertThat(cosine(features[0], features[1])).isLessThan(0.999);
      }
    }

    long end = kit.shape().endOfText();
    long[][] texts = {text(kit, 5), text(kit, kit.shape().maxTokens()), text(kit, 2)};
    try (ArchiveRunner tower = ArchiveRunner.open(model.textArchive(end))) {
      for (long[] text : texts) {
        assertClose(tower.run(text, 1, text.length)[0], reference.text(text, end));
      }
    }
  }

  /// Half floats and bytes preserve the directions of features, also after subtracting the mean.
  /// Random models hardly distinguish images, so the bounds are looser than those for choosing a
  /// precision.
  @ParameterizedTest
  @MethodSource("models")
  void lowPrecisionTowersPreserveDirections(SyntheticCheckpoint kit) {
    kit.write(folder);
    ClipModel model = ClipModel.read(folder, compiled);
    int size = kit.shape().image();
    int count = 16;
    float[] images = pixels(count, size);
    float[][] wide =
        subtractMean(
            features(model.imageArchive(Precision.FP32, Kernels.PLAIN), images, count, size));
    for (Precision precision : LOW_PRECISIONS) {
      for (Kernels kernels : kernelsOfThisCpu(precision)) {
        float[][] narrow =
            subtractMean(features(model.imageArchive(precision, kernels), images, count, size));
        double sum = 0;
        for (int i = 0; i < count; i++) {
          sum += cosine(wide[i], narrow[i]);
        }
        assertThat(sum / count)
            .as("%s with %s kernels", precision, kernels)
            .isGreaterThan(precision == Precision.BF16 ? 0.998 : 0.97);
      }
    }
  }

  /// A batch of black images, whose activations may be equal, gives finite values.
  @ParameterizedTest
  @MethodSource("models")
  void blackImagesHaveFiniteFeatures(SyntheticCheckpoint kit) {
    kit.write(folder);
    ClipModel model = ClipModel.read(folder, compiled);
    int size = kit.shape().image();
    for (Precision precision : LOW_PRECISIONS) {
      for (Kernels kernels : kernelsOfThisCpu(precision)) {
        float[] blank = new float[3 * size * size];
        for (float value : features(model.imageArchive(precision, kernels), blank, 1, size)[0]) {
          assertThat(value).isFinite();
        }
      }
    }
  }

  private static List<Kernels> kernelsOfThisCpu(Precision precision) {
    return Kernels.ofCpu(
            precision, Architecture.current(), OperatingSystem.current(), System.getenv())
        .stream()
        .filter(
            kernels ->
                kernels == Kernels.PLAIN
                    || precision == Precision.FP32
                    || CpuFeatures.hasBfloat16Kernels())
        .toList();
  }

  private static float[][] features(Path archive, float[] images, int count, int size) {
    try (ArchiveRunner tower = ArchiveRunner.open(archive)) {
      return tower.run(images, count, 3, size, size);
    }
  }

  private static float[][] subtractMean(float[][] rows) {
    int width = rows[0].length;
    float[][] centered = new float[rows.length][width];
    for (int column = 0; column < width; column++) {
      double sum = 0;
      for (float[] row : rows) {
        sum += row[column];
      }
      for (int i = 0; i < rows.length; i++) {
        centered[i][column] = (float) (rows[i][column] - sum / rows.length);
      }
    }
    return centered;
  }

  @Test
  void aBatchGivesTheFeaturesOfSingleImages() {
    SyntheticCheckpoint kit = SyntheticCheckpoint.tiny();
    kit.write(folder);
    ClipModel model = ClipModel.read(folder, compiled);
    int size = kit.shape().image();
    int one = 3 * size * size;
    float[] images = pixels(8, size);
    try (ArchiveRunner tower =
        ArchiveRunner.open(model.imageArchive(Precision.FP32, Kernels.PLAIN))) {
      float[][] batch = tower.run(images, 8, 3, size, size);
      for (int i = 0; i < 8; i++) {
        float[] single =
            tower.run(Arrays.copyOfRange(images, i * one, (i + 1) * one), 1, 3, size, size)[0];
        assertClose(batch[i], doubles(single));
      }
    }
  }

  @Test
  void idsAfterTheFirstEndOfTextHaveNoEffect() {
    SyntheticCheckpoint kit = SyntheticCheckpoint.tiny();
    kit.write(folder);
    ClipModel model = ClipModel.read(folder, compiled);
    long end = kit.shape().endOfText();
    long[] shortText = text(kit, 6);
    long[] longText = text(kit, 11);
    // The first text is padded with end-of-text ids, the second with other ids.
    long[] batch = new long[2 * 20];
    Arrays.fill(batch, 0, 20, end);
    Arrays.fill(batch, 20, 40, 7);
    System.arraycopy(shortText, 0, batch, 0, 6);
    System.arraycopy(longText, 0, batch, 20, 11);
    try (ArchiveRunner tower = ArchiveRunner.open(model.textArchive(end))) {
      float[][] padded = tower.run(batch, 2, 20);
      assertClose(padded[0], doubles(tower.run(shortText, 1, 6)[0]));
      assertClose(padded[1], doubles(tower.run(longText, 1, 11)[0]));
    }
  }

  @Test
  void theCallerSetsTheEndOfTextId() {
    SyntheticCheckpoint kit = SyntheticCheckpoint.tiny();
    kit.write(folder);
    ReferenceClip reference = new ReferenceClip(kit, folder);
    ClipModel model = ClipModel.read(folder, compiled);
    long[] ids = {798, 20, 30, 40, 50, 799};
    for (long end : new long[] {30, 799}) {
      try (ArchiveRunner tower = ArchiveRunner.open(model.textArchive(end))) {
        assertClose(tower.run(ids, 1, ids.length)[0], reference.text(ids, end));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void archivesAreHardlyLargerThanTheirWeights(SyntheticCheckpoint kit) throws Exception {
    kit.write(folder);
    ClipModel model = ClipModel.read(folder, compiled);
    long weights = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".safetensors")).toList()) {
        weights += Files.size(file);
      }
    }
    long archives =
        Files.size(model.imageArchive(Precision.FP32, Kernels.PLAIN))
            + Files.size(model.textArchive(799));
    // Upper bound of entries, alignment and program of these tiny models.
    assertThat(archives - weights).isLessThan(64 << 10);
  }

  /// Far above the rounding of float32 in these models, far below any error.
  private static void assertClose(float[] found, double[] expected) {
    double norm = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      norm += expected[i] * expected[i];
      difference += (found[i] - expected[i]) * (found[i] - expected[i]);
    }
    assertThat(found).hasSameSizeAs(expected);
    assertThat(Math.sqrt(difference / norm)).isLessThan(5e-6);
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double lengths = 0;
    double others = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      lengths += (double) a[i] * a[i];
      others += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(lengths * others);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static float[] pixels(int count, int size) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] pixels = new float[count * 3 * size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  private static long[] text(SyntheticCheckpoint kit, int length) {
    SplittableRandom random = new SplittableRandom(SEED + length);
    long[] ids = random.longs(length, 0, kit.shape().startOfText()).toArray();
    ids[0] = kit.shape().startOfText();
    ids[length - 1] = kit.shape().endOfText();
    return ids;
  }
}
