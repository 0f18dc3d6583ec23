package app.akin.core.stack;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.embed.EmbeddingModel;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.StackEvidence;
import app.akin.core.kit.StackScenes;
import app.akin.core.kit.TestSeed;
import app.akin.core.model.ModelSelection;
import app.akin.core.model.Models;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Puts labelled images into stacks with the starter model. `MeasureStacks` prints more of them.
class StackEvidenceTest {
  private static final int BASES = Integer.getInteger("akin.stacks.bases", 2);

  @TempDir Path temp;

  @Test
  void variantsAreStackedAndLookalikesAreNot() {
    Models models =
        new Models(
            temp.resolve("compiled"), BuildCache.NATIVES, temp.resolve("models"), 2, Map.of());
    try (EmbeddingModel model = models.open(ModelSelection.DEFAULT)) {
      StackEvidence.Counts counts =
          StackEvidence.count(
              StackScenes.of(TestSeed.of(StackEvidenceTest.class), BASES),
              model,
              temp.resolve("library"));

      assertThat(counts.allNegatives().pairs()).isGreaterThan(50 * BASES);
      assertThat(counts.allNegatives().share()).as("%s", counts).isLessThanOrEqualTo(0.005);
      assertThat(counts.others()).as("%s", counts).isZero();
      assertThat(share(counts, "messenger")).isGreaterThanOrEqualTo(0.95);
      assertThat(share(counts, "resized")).isGreaterThanOrEqualTo(0.95);
      assertThat(share(counts, "burst")).isGreaterThanOrEqualTo(0.9);
    }
  }

  private static double share(StackEvidence.Counts counts, String kind) {
    return Objects.requireNonNull(counts.variants().get(kind)).share();
  }
}
