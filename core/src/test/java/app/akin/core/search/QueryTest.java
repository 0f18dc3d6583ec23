package app.akin.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.RankingSettings;
import app.akin.core.embed.RankingSettings.Floor;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import app.akin.core.search.Query.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Compares composed queries with the formula over raw features.
class QueryTest {
  private static final int DIMENSION = 17;
  private final Random random = new Random(5);

  @Test
  void oneImageAndOneTextGiveTheNormalisedSumOfTheirRawFeatures() {
    float[] image = raw(9);
    float[] text = raw(4);

    Query query =
        Query.compose(parts(image), parts(text), List.of(), 0.5, RankingSettings.SUM, "text");

    double[] sum = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      sum[i] = (double) image[i] + text[i];
    }
    assertClose(query.unit(), normalised(sum));
  }

  @Test
  void kindsAreAveragedByWeightAndExcludedTextIsSubtracted() {
    float[] a = raw(3);
    float[] b = raw(5);
    float[] text = raw(4);
    float[] excluded = raw(2);
    float[] otherExcluded = raw(1);

    Query query =
        Query.compose(
            List.of(part(a, 3), part(b, 1)),
            parts(text),
            List.of(part(excluded, 1), part(otherExcluded, 1)),
            0.5,
            RankingSettings.SUM,
            "text");

    double[] sum = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      sum[i] = (3.0 * a[i] + b[i]) / 4 + text[i] - ((double) excluded[i] + otherExcluded[i]) / 2;
    }
    assertClose(query.unit(), normalised(sum));
    float[] photo = Embedding.ofRaw(raw(1)).unit();
    double score = 0;
    for (int i = 0; i < DIMENSION; i++) {
      score += query.unit()[i] * photo[i];
    }
    assertThat(
            (double) query.imageShare(photo) + query.textShare(photo) + query.excludedShare(photo))
        .isCloseTo(score, within(1e-5));
  }

  @Test
  void zeroFeaturesCountAsAbsent() {
    float[] image = raw(3);
    float[] zero = new float[DIMENSION];

    Query query =
        Query.compose(
            List.of(part(image, 1)),
            List.of(part(zero, 5)),
            parts(zero),
            0.5,
            RankingSettings.SUM,
            "the");

    assertClose(query.unit(), Embedding.ofRaw(image).unit());
    assertSaysNothing(
        () -> Query.compose(List.of(), parts(zero), List.of(), 0.5, RankingSettings.SUM, "the"));
    assertSaysNothing(
        () -> Query.compose(List.of(), parts(image), parts(image), 0.5, RankingSettings.SUM, "x"));
  }

  @Test
  void theBalanceWeakensOneKindAndEndsWithTheOther() {
    float[] image = raw(3);
    float[] text = raw(4);
    RankingSettings settings =
        new RankingSettings(
            1.5, 0.5, 2, Floor.NONE, Floor.NONE, Double.NEGATIVE_INFINITY, false, 0);
    float[] photo = Embedding.ofRaw(raw(1)).unit();
    for (double balance : new double[] {0, 0.25, 0.5, 0.9, 1}) {
      Query query = Query.compose(parts(image), parts(text), List.of(), balance, settings, "text");
      double imageFactor = Math.min(1, 2 * (1 - balance));
      double textFactor = Math.min(1, 2 * balance);
      double[] sum = new double[DIMENSION];
      for (int i = 0; i < DIMENSION; i++) {
        sum[i] = imageFactor / 1.5 * image[i] + textFactor * text[i];
      }
      assertClose(query.unit(), normalised(sum));
      boolean both = balance > 0 && balance < 1;
      assertThat(query.kind())
          .isEqualTo(both ? Kind.COMPOSED : balance == 0 ? Kind.IMAGES : Kind.TEXTS);
      assertThat(query.hasProduct()).isEqualTo(both);
      assertThat(query.isCosine()).isEqualTo(!both);
      assertThat(query.comparedUnits(settings)).hasSize(both ? 2 : 1);
      assertThat(query.comparedUnits(RankingSettings.SUM)).isEmpty();
      double between = both ? dot(unit(image), unit(text)) : 0;
      assertThat(query.product(0.4, between + 0.3))
          .isCloseTo(2 * imageFactor * textFactor * 0.4 * 0.3, within(1e-6));
      assertThat(query.product(-0.4, 0.9)).isZero();
      assertThat(query.product(0.4, between - 0.1)).isZero();
      assertThat((double) query.cosine(photo)).isCloseTo(dot(query.unit(), photo), within(1e-6));
    }
  }

  @Test
  void aPromptIsOneVectorFromWhichExcludedTextTakes() {
    Embedding part = Embedding.ofRaw(raw(3));
    ExcludedPenalty penalty = new ExcludedPenalty(unit(raw(1)), 0.1);
    float[] photo = penalty.unit();

    Query together = Query.prompt(part, Kind.COMPOSED, Optional.of(penalty));

    assertThat(together.kind()).isEqualTo(Kind.IMAGES);
    assertThat(together.unit()).isEqualTo(part.unit());
    assertThat(together.isCosine()).isFalse();
    assertThat(together.hasPenalty()).isTrue();
    assertThat(together.comparedUnits(RankingSettings.SUM)).containsExactly(penalty.unit());
    assertThat(together.penalty(List.of(0.7f))).isCloseTo(0.6, within(1e-6));
    assertThat(together.penalty(List.of(0.05f))).isZero();
    assertThat(together.imageShare(photo)).isZero();
    assertThat((double) together.togetherShare(photo))
        .isCloseTo(dot(part.unit(), photo), within(1e-6));
    assertThat((double) together.excludedShare(photo)).isCloseTo(-0.9, within(1e-6));

    Query texts = Query.prompt(part, Kind.TEXTS, Optional.empty());
    assertThat(texts.kind()).isEqualTo(Kind.TEXTS);
    assertThat(texts.isCosine()).isTrue();
    assertThat(texts.hasPenalty()).isFalse();
    assertThat(texts.penalty(List.of())).isZero();
    assertThat(texts.comparedUnits(RankingSettings.SUM)).isEmpty();
    assertThat(texts.imageShare(photo)).isZero();
    assertThat(texts.togetherShare(photo)).isZero();
    assertThat(texts.excludedShare(photo)).isZero();
    assertThat((double) texts.textShare(photo)).isCloseTo(dot(part.unit(), photo), within(1e-6));
    assertThat(Query.prompt(part, Kind.IMAGES, Optional.empty()).textShare(photo)).isZero();
  }

  @Test
  void theCosineOfAVectorWithItselfIsOne() {
    float[] a = raw(3);
    float[] b = raw(5);
    assertThat(Query.cosines(List.of(unit(a), unit(b)), unit(a)).getFirst())
        .isCloseTo(1, within(1e-6f));
  }

  private static float[] unit(float[] raw) {
    return Embedding.ofRaw(raw).unit();
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }

  private static void assertSaysNothing(Runnable compose) {
    assertThatThrownBy(compose::run)
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.QuerySaysNothing.class));
  }

  private float[] raw(double length) {
    float[] raw = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      raw[i] = (float) (random.nextGaussian() * length);
    }
    return raw;
  }

  private static List<WeightedFeature> parts(float[] raw) {
    return List.of(part(raw, 1));
  }

  private static WeightedFeature part(float[] raw, double weight) {
    return new WeightedFeature(Embedding.ofRaw(raw), weight);
  }

  private static float[] normalised(double[] sum) {
    float[] raw = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      raw[i] = (float) sum[i];
    }
    return Embedding.ofRaw(raw).unit();
  }

  private static void assertClose(float[] found, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(2e-6f));
    }
  }
}
