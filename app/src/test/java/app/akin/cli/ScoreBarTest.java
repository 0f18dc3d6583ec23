package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the bar of a score.
final class ScoreBarTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 10", "0.5, 5", "-1, 0", "2, 10"})
  void aBarIsAsLongAsTheScore(float score, int full) {
    String bar = SearchAnswerText.bar(score);

    assertThat(bar).hasSize(10);
    assertThat(bar.chars().filter(c -> c == '█').count()).isEqualTo(full);
  }
}
