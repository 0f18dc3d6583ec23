package app.akin.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.RankingSettings;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import java.util.List;
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

  private static List<Query.Part> parts(float[] raw) {
    return List.of(part(raw, 1));
  }

  private static Query.Part part(float[] raw, double weight) {
    return new Query.Part(Embedding.ofRaw(raw), weight);
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
