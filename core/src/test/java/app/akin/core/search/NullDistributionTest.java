package app.akin.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.index.NullDistribution;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Classifies synthetic scores with known matches.
class NullDistributionTest {
  private static final int LIBRARY = 20_000;

  /// Unrelated photos may have any mean cosine, depending on the model.
  @ParameterizedTest
  @CsvSource({"0.9, 0.01", "0.05, 0.08", "-0.2, 0.1"})
  void unrelatedScoresAreWeakForAnyMean(double mean, double deviation) {
    float[] scores = unrelated(LIBRARY, mean, deviation, 1);

    RelevanceBand[] bands = classifyAll(scores);

    assertThat(bands).doesNotContain(RelevanceBand.STRONG);
    assertThat(count(bands, RelevanceBand.POSSIBLE)).isLessThan(20);
  }

  @ParameterizedTest
  @CsvSource({"1", "40", "600", "6000"})
  void outliersAreStrongForAnyNumberOfMatches(int matches) {
    float[] scores = unrelated(LIBRARY, 0.9, 0.01, 2);
    for (int i = 0; i < matches; i++) {
      scores[i * (LIBRARY / matches)] = 0.97f;
    }

    RelevanceBand[] bands = classifyAll(scores);

    assertThat(count(bands, RelevanceBand.STRONG)).isBetween(matches, matches + matches / 15 + 1);
  }

  /// An equal z-score is significant among 200 photos and accidental among 200,000.
  @Test
  void singleMatchNeedsAHigherScoreInALargerLibrary() {
    float[] sample = unrelated(2_000, 0, 0.1, 3);
    NullDistribution distribution = NullDistribution.fit(sample);

    assertThat(classify(distribution, new float[] {0.37f}, 200)[0]).isEqualTo(RelevanceBand.STRONG);
    assertThat(classify(distribution, new float[] {0.37f}, 200_000)[0])
        .isEqualTo(RelevanceBand.WEAK);
  }

  @Test
  void bandsNeverImproveDownTheRanking() {
    float[] scores = unrelated(3_000, 0.3, 0.1, 4);
    for (int i = 0; i < 300; i++) {
      scores[i] += 0.3f;
    }

    assertThat(classifyAll(scores)).isSorted();
  }

  /// Among one photo, the accidental matches at these scores are far below both rates.
  @ParameterizedTest
  @CsvSource({"2.5, STRONG", "2.49, POSSIBLE", "1.5, POSSIBLE", "1.49, WEAK"})
  void aBandBeginsAtItsLowestScore(float score, RelevanceBand expected) {
    assertThat(classify(NullDistribution.of(0, 1), new float[] {score}, 1))
        .containsExactly(expected);
  }

  /// Among 200 photos, 0.097 reach 3.3 deviations by accident: too many of one result, few enough
  /// of two. Among 400 photos, 0.54 reach 3 deviations.
  @ParameterizedTest
  @CsvSource({
    "3.3, 200, POSSIBLE, STRONG",
    "3, 400, WEAK, POSSIBLE",
  })
  void accidentalResultsAreDividedByTheRank(
      float score, int candidates, RelevanceBand ofOne, RelevanceBand ofTwo) {
    NullDistribution distribution = NullDistribution.of(0, 1);

    assertThat(classify(distribution, new float[] {score}, candidates)).containsExactly(ofOne);
    assertThat(classify(distribution, new float[] {score, score}, candidates))
        .containsExactly(ofTwo, ofTwo);
  }

  /// The scores 0 to 100: the median is 50, the quantile of one deviation 15.8655. Then the lowest
  /// four are -300, so the quantile of two deviations is 350 below the median.
  @Test
  void theDeviationIsTheLargerOfTheTwoQuantiles() {
    float[] scores = new float[101];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = i;
    }
    NullDistribution even = NullDistribution.fit(scores);
    Arrays.fill(scores, 0, 4, -300);
    NullDistribution longTail = NullDistribution.fit(scores);

    assertThat(even.zScore(50)).isCloseTo(0, within(1e-9));
    assertThat(even.zScore(50 + 34.1345)).isCloseTo(1, within(1e-6));
    assertThat(longTail.zScore(225)).isCloseTo(1, within(1e-6));
  }

  @Test
  void smallSamplesAreNotFitted() {
    assertThat(NullDistribution.fit(new float[] {0.9f, 0.1f, 0.05f}).isFitted()).isFalse();
    assertThat(NullDistribution.fit(new float[12]).isFitted()).isTrue();
  }

  @Test
  void equalScoresAreWeak() {
    float[] scores = new float[500];
    Arrays.fill(scores, 0.4f);

    assertThat(classifyAll(scores)).containsOnly(RelevanceBand.WEAK);
  }

  /// Values from tables of the normal distribution.
  @ParameterizedTest
  @CsvSource({
    "0, 0.5", "1, 0.158655254", "2.5, 0.0062096653", "-1, 0.841344746",
    "4, 3.16712418e-5", "5.5, 1.89895625e-8", "7, 1.27981254e-12", "10, 7.61985302e-24"
  })
  void upperTailMatchesTables(double z, double expected) {
    assertThat(NullDistribution.upperTail(z)).isCloseTo(expected, within(expected * 0.02));
  }

  private static RelevanceBand[] classify(
      NullDistribution distribution, float[] scores, long searched) {
    return BandClassifier.classify(distribution, scores, searched);
  }

  private static RelevanceBand[] classifyAll(float[] scores) {
    NullDistribution distribution = NullDistribution.fit(scores);
    float[] best = scores.clone();
    Arrays.sort(best);
    for (int i = 0; i < best.length / 2; i++) {
      float swapped = best[i];
      best[i] = best[best.length - 1 - i];
      best[best.length - 1 - i] = swapped;
    }
    return classify(distribution, best, best.length);
  }

  private static float[] unrelated(int count, double mean, double deviation, long seed) {
    Random random = new Random(seed);
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return scores;
  }

  private static int count(RelevanceBand[] bands, RelevanceBand band) {
    return (int) Arrays.stream(bands).filter(other -> other == band).count();
  }
}
