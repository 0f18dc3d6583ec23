package app.akin.cli;

import static app.akin.core.search.RelevanceBand.POSSIBLE;
import static app.akin.core.search.RelevanceBand.STRONG;
import static app.akin.core.search.RelevanceBand.WEAK;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.cli.SharedAnswerText.Hit;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.PhotoId;
import app.akin.core.search.RelevanceBand;
import app.akin.core.search.SearchResult;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests the order of results of two libraries.
final class SharedAnswerTextTest {
  private static Hit hit(long photo, float score, RelevanceBand band) {
    return new Hit.Own(
        new SearchResult(
            new PhotoId(photo),
            new ContentId(photo),
            Path.of("photo.jpg"),
            List.of(),
            LocalDateTime.of(2026, 5, 1, 12, 0),
            true,
            score,
            band,
            0,
            score,
            0,
            0,
            false,
            null,
            List.of()));
  }

  @Test
  void resultsOfTwoModelsAreOrderedByBandAndAlternate() {
    // The scores of the second model are lower.
    List<Hit> first = List.of(hit(1, 0.9f, STRONG), hit(2, 0.8f, POSSIBLE), hit(3, 0.7f, WEAK));
    List<Hit> second =
        List.of(
            hit(4, 0.3f, STRONG),
            hit(5, 0.2f, STRONG),
            hit(6, 0.19f, POSSIBLE),
            hit(7, 0.1f, POSSIBLE));

    assertThat(SharedAnswerText.mergeByBand(first, second))
        .extracting(hit -> ((Hit.Own) hit).result().photo().value())
        .containsExactly(1L, 4L, 5L, 2L, 6L, 7L, 3L);
    assertThat(SharedAnswerText.mergeByBand(List.of(), second)).isEqualTo(second);
    assertThat(SharedAnswerText.mergeByBand(first, List.of())).isEqualTo(first);
  }
}
