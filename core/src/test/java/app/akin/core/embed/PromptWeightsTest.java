package app.akin.core.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.image.PreparedImage;
import app.akin.core.kit.BuildCache;
import app.akin.core.model.install.ModelDescriptor;
import app.akin.core.model.install.ModelList;
import app.akin.core.photo.Device;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Precision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tests models that embed prompts with their real weights: the scores that the authors published
/// and the numbers of Akin's list. Requires [ExternalData]; takes minutes for each of three passes.
@Timeout(7200)
final class PromptWeightsTest {
  private static final String WORDS =
      "Make the background dark, as if the camera has taken the photo at night";

  /// The authors' values are those of a GPU in fp32.
  private static final double BOUND = 1e-3;

  @TempDir private Path compiled;

  @Test
  void mllmS1ScoresTheDemoAsPublished() {
    scores(ExternalData.AKIN_BGE_VL_MLLM_S1, "mllm-s1", 0.4109, 0.1807);
  }

  @Test
  void v15MmebScoresTheDemoAsPublished() {
    scores(ExternalData.AKIN_BGE_VL_V15_MMEB, "v1.5-mmeb", 0.3880, 0.1815);
  }

  private void scores(ExternalData data, String name, double first, double second) {
    Path weights = data.path();
    Path demo = ExternalData.AKIN_BGE_VL_DEMO.path();
    ModelDescriptor listed = ModelList.shipped().find(name).orElseThrow();
    WeightSummary summary = WeightSummary.of(weights);
    assertThat(summary.tensors()).isEqualTo(listed.tensors());
    assertThat(summary.elements()).isEqualTo(listed.elements());
    assertThat(summary.types()).hasSize(1);
    EmbedSettings settings =
        new EmbedSettings(
            compiled,
            BuildCache.NATIVES,
            Device.CPU,
            Precision.FP32,
            Runtime.getRuntime().availableProcessors());
    try (PromptModel model = PromptModel.open(weights, settings);
        PromptImageTower tower = model.imageTower()) {
      assertThat(model.dimension()).isEqualTo(listed.dimension());
      float[] query =
          tower
              .embedQuery(prepared(model, demo, "cir_query.png"), WORDS, () -> false)
              .orElseThrow()
              .unit();
      List<Embedding> photos =
          tower.embed(
              List.of(
                  prepared(model, demo, "cir_candi_1.png"),
                  prepared(model, demo, "cir_candi_2.png")));
      assertThat(Vectors.dot(query, photos.getFirst().unit())).isCloseTo(first, within(BOUND));
      assertThat(Vectors.dot(query, photos.getLast().unit())).isCloseTo(second, within(BOUND));
    }
  }

  private static PreparedImage prepared(PromptModel model, Path demo, String file) {
    return model.prepare(GoldenData.decoded(demo.resolve(file)));
  }
}
