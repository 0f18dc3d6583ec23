package app.akin.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.embed.RankingSettings;
import app.akin.core.evaluation.data.Measure;
import app.akin.core.evaluation.metric.Difference;
import app.akin.core.evaluation.metric.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Tests when a fit is worth using, and the text of fitted settings.
final class RankingFitTest {
  private static final RankingFit.Band NONE =
      new RankingFit.Band(OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());

  private static Difference row(String category, int k, double low, int queries) {
    return new Difference(
        category,
        new Measure(Measure.Kind.AVERAGE_PRECISION, k),
        0.5,
        0.5 + low + 0.05,
        new Interval(low, low + 0.1),
        queries);
  }

  private static boolean isWorthUsing(Difference... composed) {
    return new RankingFit(
            1.5, 1, 2, NONE, NONE, false, List.of(composed), List.of(), List.of(), 9, 9, "{}")
        .isWorthUsing();
  }

  @Test
  void aFitMustBeBetterByMoreThanNoiseAndHarmNoCategory() {
    assertThat(isWorthUsing()).isFalse();
    assertThat(isWorthUsing(row("", 10, 0.01, 90))).isTrue();
    assertThat(isWorthUsing(row("", 10, 0, 90))).isFalse();
    assertThat(isWorthUsing(row("", 10, 0, 90), row("", 1, 0.2, 90)))
        .as("the first measure decides")
        .isFalse();
    assertThat(isWorthUsing(row("", 10, 0.01, 90), row("edits", 10, -0.019, 30))).isTrue();
    assertThat(isWorthUsing(row("", 10, 0.01, 90), row("edits", 10, -0.021, 30))).isFalse();
    assertThat(isWorthUsing(row("", 10, 0.01, 90), row("edits", 10, -0.3, 29)))
        .as("too few queries to decide")
        .isTrue();
  }

  @Test
  void writtenSettingsAreReadAsTheyWereFitted() {
    RankingFit.Band strong =
        new RankingFit.Band(OptionalDouble.of(0.4801), OptionalDouble.of(7.91), Optional.empty());
    RankingFit.Band possible =
        new RankingFit.Band(OptionalDouble.of(0.33), OptionalDouble.empty(), Optional.empty());
    RankingSettings fitted = HalfSearch.factors(1.5, 0.5, 2);
    RankingText text = new RankingText(RankingSettings.SUM);

    String json = text.json(fitted, strong, possible, true);
    assertThat(json)
        .isEqualTo(
            "{\"words\": 1.5, \"minus\": 0.5, \"product\": 2, \"strong\": 0.481,"
                + " \"strong_widths\": 8, \"possible\": 0.33, \"composed\": \"possible\"}");
    RankingSettings read = RankingSettings.parse("ranking.json", json);
    assertThat(read.strong()).isEqualTo(new RankingSettings.Floor(0.481, 8));
    assertThat(read.possible())
        .isEqualTo(new RankingSettings.Floor(0.33, Double.POSITIVE_INFINITY));
    assertThat(read.composedCapped()).isTrue();
    assertThat(read.productFactor()).isEqualTo(2);

    assertThat(text.json(fitted, NONE, NONE, true))
        .as("without floors, a capped model would call everything possible")
        .doesNotContain("composed", "strong");
    RankingSettings present =
        RankingSettings.parse("ranking.json", "{\"picture_widths\": 1, \"expansion\": 25}");
    assertThat(new RankingText(present).json(fitted, strong, possible, false))
        .endsWith("\"possible\": 0.33, \"picture_widths\": 1, \"expansion\": 25}");
  }
}
