package app.akin.core.search;

import static app.akin.core.search.RelevanceBand.POSSIBLE;
import static app.akin.core.search.RelevanceBand.STRONG;
import static app.akin.core.search.RelevanceBand.WEAK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests the order of results of two libraries.
final class MergedResultsTest {
  private record Hit(int photo, double score, RelevanceBand band) {}

  private static final List<Hit> FIRST =
      List.of(new Hit(1, 0.9, STRONG), new Hit(2, 0.8, POSSIBLE), new Hit(3, 0.7, WEAK));

  @Test
  void resultsAreMergedInTheirOrder() {
    List<Hit> second =
        List.of(new Hit(4, 0.95, STRONG), new Hit(5, 0.8, POSSIBLE), new Hit(6, 0.1, WEAK));
    Comparator<Hit> best = Comparator.comparingDouble(Hit::score).reversed();
    assertThat(MergedResults.of(FIRST, second, best))
        .extracting(Hit::photo)
        .containsExactly(4, 1, 2, 5, 3, 6);
    assertThat(MergedResults.of(List.of(), second, best)).isEqualTo(second);
    assertThat(MergedResults.of(FIRST, List.of(), best)).isEqualTo(FIRST);
  }

  @Test
  void resultsOfTwoModelsAreOrderedByBandAndAlternate() {
    // The scores of the second model are lower.
    List<Hit> second =
        List.of(
            new Hit(4, 0.3, STRONG),
            new Hit(5, 0.2, STRONG),
            new Hit(6, 0.19, POSSIBLE),
            new Hit(7, 0.1, POSSIBLE));
    assertThat(MergedResults.byBand(FIRST, second, Hit::band))
        .extracting(Hit::photo)
        .containsExactly(1, 4, 5, 2, 6, 7, 3);
    assertThat(MergedResults.byBand(List.of(), second, Hit::band)).isEqualTo(second);
    assertThat(MergedResults.byBand(FIRST, List.of(), Hit::band)).isEqualTo(FIRST);
  }
}
