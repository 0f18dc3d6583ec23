package app.akin.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.embed.RankingSettings;
import app.akin.core.index.NullDistribution;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests the relevance bands of results that the computed cases do not contain.
final class BandClassifierTest {
  private static final RankingSettings FLOORS =
      RankingSettings.parse("ranking.json", "{\"strong\": 0.48, \"possible\": 0.33}");
  private static final NullDistribution WIDE = NullDistribution.of(0, 0.1);

  @Test
  void everyResultOfASmallLibraryIsPossible() {
    NullDistribution small = NullDistribution.fit(new float[] {0.9f, 0.1f, 0.05f});
    BandClassifier classifier = new BandClassifier(FLOORS, Query.Kind.TEXTS, small, small, small);

    assertThat(classifier.classify(List.of(text(0.9, 0.9), text(0.1, 0.1)), 3))
        .containsOnly(RelevanceBand.POSSIBLE);
    assertThat(classifier.classify(List.of(), 3)).isEmpty();
  }

  /// Excluded text orders results differently than the text alone.
  @Test
  void noResultIsStrongerThanOneBeforeIt() {
    BandClassifier classifier = new BandClassifier(FLOORS, Query.Kind.TEXTS, WIDE, WIDE, WIDE);

    assertThat(
            classifier.classify(
                List.of(text(0.8, 0.6), text(0.7, 0.4), text(0.6, 0.55), text(0.5, 0.1)), 300))
        .containsExactly(
            RelevanceBand.STRONG,
            RelevanceBand.POSSIBLE,
            RelevanceBand.POSSIBLE,
            RelevanceBand.WEAK);
  }

  @Test
  void aResultWithANegativePartIsNotStrong() {
    Candidate opposed = new Candidate(1, 0.8f, 0, 0.9, -0.01, 0);
    Candidate matching = new Candidate(2, 0.7f, 0, 0.5, 0.5, 0);
    RankingSettings product = RankingSettings.parse("ranking.json", "{\"product\": 1}");

    assertThat(composed(product).classify(List.of(opposed, matching), 300))
        .containsOnly(RelevanceBand.POSSIBLE);
    assertThat(composed(product).classify(List.of(matching), 300))
        .containsExactly(RelevanceBand.STRONG);
    assertThat(composed(RankingSettings.SUM).classify(List.of(opposed), 300))
        .containsExactly(RelevanceBand.STRONG);
  }

  private static BandClassifier composed(RankingSettings settings) {
    return new BandClassifier(settings, Query.Kind.COMPOSED, WIDE, WIDE, WIDE);
  }

  private static Candidate text(double score, double textCosine) {
    return new Candidate(1, (float) score, 0, Double.NaN, textCosine, 0);
  }
}
