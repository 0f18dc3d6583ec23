package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.decoder.DecoderFolder;
import app.akin.core.embed.decoder.DecoderModel;
import app.akin.core.embed.decoder.Placement;
import app.akin.core.embed.decoder.Sequence;
import app.akin.core.embed.image.PreparedImage;
import app.akin.core.embed.llava.LlavaModel;
import app.akin.core.embed.qwen.QwenModel;
import app.akin.core.kit.BuildCache;
import app.akin.core.photo.Device;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Compares checkpoints with transformers and the authors' prompts: ids and pixels exactly, vectors
/// within rounding.
final class PromptParityTest {
  /// The checkpoints and the files of their results.
  private static final Map<String, String> CHECKPOINTS =
      Map.of(
          "llava-tiny", "expected_llava.json",
          "llava-tiny-v15", "expected_llava.json",
          "qwen-tiny", "expected_qwen.json");

  @TempDir private Path compiled;

  @TestFactory
  Stream<DynamicTest> everyCaseGivesTheVectorOfTheReference() {
    return tests(Precision.FP32, PromptParityTest::compare);
  }

  @TestFactory
  Stream<DynamicTest> bfloat16IsClose() {
    return tests(
        Precision.BF16,
        (model, checkpoint) -> {
          try (DecoderTower tower = untested(checkpoint)) {
            for (ExpectedPrompts.Case expected : cases(checkpoint)) {
              Embedding found =
                  tower.embed(List.of(sequence(model, expected)), () -> false).getFirst();
              assertThat(Vectors.dot(found.unit(), Vectors.of(expected.unit())))
                  .as(expected.name())
                  .isGreaterThan(0.9999);
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aBatchOfPromptsOfAnyLengthEqualsSinglePrompts() {
    return tests(
        Precision.FP32,
        (model, checkpoint) -> {
          List<ExpectedPrompts.Case> cases = cases(checkpoint);
          List<Sequence> batch = new ArrayList<>();
          cases.forEach(expected -> batch.add(sequence(model, expected)));
          try (DecoderTower tower = model.tower()) {
            List<Embedding> together = tower.embed(batch, () -> false);
            for (int i = 0; i < cases.size(); i++) {
              assertClose(together.get(i), cases.get(i));
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aPassCanBeStoppedBetweenLayers() {
    return tests(
        Precision.FP32,
        (model, checkpoint) -> {
          Sequence sequence = sequence(model, cases(checkpoint).getFirst());
          try (DecoderTower tower = model.tower()) {
            assertThat(tower.embed(List.of(sequence), () -> true)).isEmpty();
            assertThat(tower.embed(List.of(sequence), () -> false)).hasSize(1);
          }
        });
  }

  private static List<ExpectedPrompts.Case> cases(String checkpoint) {
    return ExpectedPrompts.cases(Objects.requireNonNull(CHECKPOINTS.get(checkpoint)), checkpoint);
  }

  private interface Check {
    void run(PromptModel model, String checkpoint);
  }

  private Stream<DynamicTest> tests(Precision precision, Check check) {
    return CHECKPOINTS.keySet().stream()
        .sorted()
        .map(
            checkpoint ->
                DynamicTest.dynamicTest(
                    checkpoint,
                    () -> {
                      try (PromptModel model = open(checkpoint, precision)) {
                        check.run(model, checkpoint);
                      }
                    }));
  }

  private static void compare(PromptModel model, String checkpoint) {
    try (DecoderTower tower = model.tower()) {
      for (ExpectedPrompts.Case expected : cases(checkpoint)) {
        Sequence sequence = sequence(model, expected);
        assertThat(expected.shown(sequence.ids())).as(expected.name()).isEqualTo(expected.ids());
        if (expected.pixels() != null) {
          comparePixels(expected.pixels(), sequence.image().orElseThrow(), expected.name());
        }
        Embedding found = tower.embed(List.of(sequence), () -> false).getFirst();
        assertClose(found, expected);
        assertThat((double) found.norm())
            .as(expected.name())
            .isCloseTo(expected.norm(), within(1e-4));
      }
    }
  }

  private static void comparePixels(
      ExpectedPrompts.Pixels expected, PreparedImage image, String name) {
    double sum = 0;
    double magnitudes = 0;
    for (float value : image.values()) {
      sum += value;
      magnitudes += Math.abs(value);
    }
    assertThat((long) image.values().length)
        .as(name)
        .isEqualTo(expected.shape().stream().reduce(1L, Math::multiplyExact));
    assertThat(sum).as(name).isCloseTo(expected.sum(), within(1e-7));
    assertThat(magnitudes).as(name).isCloseTo(expected.abs(), within(1e-7));
    for (int i = 0; i < expected.first().size(); i++) {
      assertThat(image.values()[i]).as(name).isEqualTo(expected.first().get(i));
    }
  }

  private static Sequence sequence(PromptModel model, ExpectedPrompts.Case expected) {
    Optional<PreparedImage> image =
        Optional.ofNullable(expected.image())
            .map(file -> model.prepare(GoldenData.decoded(ExpectedPrompts.path(file))));
    return model.sequence(expected.parts(), image);
  }

  private PromptModel open(String checkpoint, Precision precision) {
    return PromptModel.open(ExpectedPrompts.path(checkpoint), settings(precision));
  }

  private EmbedSettings settings(Precision precision) {
    return new EmbedSettings(compiled, BuildCache.NATIVES, Device.CPU, precision, 1);
  }

  /// Returns a tower in bfloat16 that runs on any CPU, however slowly.
  private DecoderTower untested(String checkpoint) {
    EmbedSettings settings = settings(Precision.BF16);
    DecoderFolder files = DecoderFolder.read(ExpectedPrompts.path(checkpoint), compiled);
    DecoderModel model =
        checkpoint.startsWith("llava") ? LlavaModel.read(files) : QwenModel.read(files);
    TorchRuntime runtime = new TorchRuntime(settings);
    try (SharedArchive archive =
        new SharedArchive(
            runtime,
            runtime::device,
            List.of(() -> ArchiveFile.of(model.archive(Precision.BF16, Placement.CPU))))) {
      return DecoderTower.open(model, archive, settings.threads());
    }
  }

  private static void assertClose(Embedding found, ExpectedPrompts.Case expected) {
    assertThat(Vectors.largestDifference(found.unit(), Vectors.of(expected.unit())))
        .as(expected.name())
        .isLessThan(5e-6);
  }
}
