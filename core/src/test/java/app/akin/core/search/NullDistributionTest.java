package app.akin.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Judgements over made scores of which it is known who has something to do with the query. The
/// oracle is what was put in.
class NullDistributionTest {
  private static final int LIBRARY = 20_000;

  /// Unrelated photos may share any cosine: where the middle lies says nothing.
  @ParameterizedTest
  @CsvSource({"0.9, 0.01", "0.05, 0.08", "-0.2, 0.1"})
  void accidentsAreWeakWhereverTheyLie(double middle, double width) {
    float[] scores = accidents(LIBRARY, middle, width, 1);

    RelevanceBand[] judged = judge(scores);

    assertThat(judged).doesNotContain(RelevanceBand.STRONG);
    assertThat(count(judged, RelevanceBand.POSSIBLE)).isLessThan(20);
  }

  @ParameterizedTest
  @CsvSource({"1", "40", "600", "6000"})
  void whatStandsOutIsStrongBeItOnePhotoOrAThirdOfAll(int matches) {
    float[] scores = accidents(LIBRARY, 0.9, 0.01, 2);
    for (int i = 0; i < matches; i++) {
      scores[i * (LIBRARY / matches)] = 0.97f;
    }

    RelevanceBand[] judged = judge(scores);

    assertThat(count(judged, RelevanceBand.STRONG)).isBetween(matches, matches + matches / 15 + 1);
  }

  /// The same distance is a find among 200 photos and an accident among 200,000.
  @Test
  void theLargerTheLibraryTheFurtherALoneMatchMustStandOut() {
    float[] sample = accidents(2_000, 0, 0.1, 3);
    NullDistribution background = NullDistribution.of(sample);

    assertThat(background.classify(new float[] {0.37f}, 200)[0]).isEqualTo(RelevanceBand.STRONG);
    assertThat(background.classify(new float[] {0.37f}, 200_000)[0]).isEqualTo(RelevanceBand.WEAK);
  }

  @Test
  void noHitIsStrongerThanOneBeforeIt() {
    float[] scores = accidents(3_000, 0.3, 0.1, 4);
    for (int i = 0; i < 300; i++) {
      scores[i] += 0.3f;
    }

    assertThat(judge(scores)).isSorted();
  }

  @Test
  void ofAHandfulOfPhotosNothingIsClaimed() {
    assertThat(judge(new float[] {0.9f, 0.1f, 0.05f})).containsOnly(RelevanceBand.POSSIBLE);
    assertThat(judge(new float[0])).isEmpty();
  }

  @Test
  void equalScoresAreNoMatches() {
    float[] scores = new float[500];
    Arrays.fill(scores, 0.4f);

    assertThat(judge(scores)).containsOnly(RelevanceBand.WEAK);
  }

  /// Values of the upper tail as tables of the normal distribution print them.
  @ParameterizedTest
  @CsvSource({
    "0, 0.5", "1, 0.158655254", "2.5, 0.0062096653", "-1, 0.841344746",
    "4, 3.16712418e-5", "5.5, 1.89895625e-8", "7, 1.27981254e-12", "10, 7.61985302e-24"
  })
  void tailsAreThoseOfTheTables(double widths, double part) {
    assertThat(NullDistribution.upperTail(widths)).isCloseTo(part, within(part * 0.02));
  }

  private static RelevanceBand[] judge(float[] scores) {
    NullDistribution background = NullDistribution.of(scores);
    float[] best = scores.clone();
    Arrays.sort(best);
    for (int i = 0; i < best.length / 2; i++) {
      float swapped = best[i];
      best[i] = best[best.length - 1 - i];
      best[best.length - 1 - i] = swapped;
    }
    return background.classify(best, best.length);
  }

  private static float[] accidents(int count, double middle, double width, long seed) {
    Random random = new Random(seed);
    float[] scores = new float[count];
    for (int i = 0; i < count; i++) {
      scores[i] = (float) (middle + width * random.nextGaussian());
    }
    return scores;
  }

  private static int count(RelevanceBand[] judged, RelevanceBand relevance) {
    return (int) Arrays.stream(judged).filter(one -> one == relevance).count();
  }
}
