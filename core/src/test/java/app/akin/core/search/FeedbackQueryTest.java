package app.akin.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.RankingSettings;
import app.akin.core.embed.RankingSettings.Floor;
import app.akin.core.index.NullDistribution;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Compares queries moved by feedback with a plain computation of the formula.
final class FeedbackQueryTest {
  private static final int DIMENSION = 19;
  private static final RankingSettings FLOORS =
      new RankingSettings(1, 1, 0, new Floor(0.5, 8), new Floor(0.3, 6), 1, true, 0);
  private final Random random = new Random(TestSeed.of(FeedbackQueryTest.class));

  @Test
  void theQueryIsTheBoundedSumOfUnitVectorsOfMeans() {
    for (int trial = 0; trial < 200; trial++) {
      List<WeightedFeature> images = parts(random.nextInt(2));
      List<WeightedFeature> texts = parts(1);
      List<WeightedFeature> excluded = parts(random.nextInt(2));
      List<WeightedFeature> more = parts(random.nextInt(11));
      List<WeightedFeature> less = parts(random.nextInt(11));
      Query before = compose(images, texts, excluded, RankingSettings.SUM);
      Query after = moved(before, more, less, RankingSettings.SUM);

      double[] sum = doubles(before.unit());
      add(sum, unitOfMean(more), 0.4 * squares(more.size()));
      add(sum, unitOfMean(less), -0.05 * squares(less.size()));
      double[] expected = unit(sum);
      for (int i = 0; i < DIMENSION; i++) {
        assertThat(after.unit()[i]).isCloseTo((float) expected[i], within(1e-5f));
      }
      float[] photo = Embedding.ofRaw(raw()).unit();
      double shares =
          (double) after.imageShare(photo)
              + after.textShare(photo)
              + after.excludedShare(photo)
              + after.feedbackShare(photo);
      assertThat(shares).isCloseTo(after.cosine(photo), within(1e-4));
    }
  }

  @Test
  void otherPartsKeepTheirSay() {
    double bound = FeedbackWeights.DEFAULT.more() + FeedbackWeights.DEFAULT.less();
    assertThat(bound).isLessThan(1);
    for (int trial = 0; trial < 500; trial++) {
      Query before = compose(parts(random.nextInt(2)), parts(1), List.of(), RankingSettings.SUM);
      Query after = moved(before, parts(10), parts(10), RankingSettings.SUM);
      assertThat(dot(before.unit(), after.unit()))
          .isGreaterThanOrEqualTo(Math.sqrt(1 - bound * bound) - 1e-5);
    }
  }

  @Test
  void moreMarksCountMoreAndScalingThemAllChangesNothing() {
    List<WeightedFeature> texts = parts(1);
    Query before = compose(List.of(), texts, List.of(), RankingSettings.SUM);
    WeightedFeature photo = parts(1).getFirst();
    double last = dot(before.unit(), photo.embedding().unit());
    List<WeightedFeature> same = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      same.add(photo);
      double now =
          dot(moved(before, same, List.of(), RankingSettings.SUM).unit(), photo.embedding().unit());
      assertThat(now).isGreaterThan(last);
      last = now;
    }
    List<WeightedFeature> more = parts(4);
    List<WeightedFeature> scaled =
        more.stream()
            .map(
                part ->
                    new WeightedFeature(
                        new Embedding(part.embedding().unit(), 7 * part.embedding().norm()),
                        part.weight()))
            .toList();
    assertThat(moved(before, scaled, List.of(), RankingSettings.SUM).unit())
        .containsExactly(moved(before, more, List.of(), RankingSettings.SUM).unit(), within(1e-5f));
  }

  @Test
  void feedbackThatSaysNothingChangesNothing() {
    assertThat(FeedbackShift.of(List.of(), List.of(), FeedbackWeights.DEFAULT)).isEmpty();
    WeightedFeature zero = new WeightedFeature(new Embedding(new float[DIMENSION], 0), 1);
    assertThat(FeedbackShift.of(List.of(zero), List.of(zero), FeedbackWeights.DEFAULT)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new FeedbackWeights(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new FeedbackWeights(0, Double.NaN));
  }

  @Test
  void aPromptKeepsItsVectorAndFeedbackIsAFurtherTerm() {
    Embedding part = Embedding.ofRaw(raw());
    List<WeightedFeature> more = parts(3);
    List<WeightedFeature> less = parts(2);
    Query plain = Query.prompt(part, Query.Kind.TEXTS, Optional.empty());
    Query query = plain.ordered(shift(more, less));
    assertThat(query.unit()).isEqualTo(plain.unit());
    assertThat(query.isCosine()).isFalse();
    double[] term = new double[DIMENSION];
    add(term, unitOfMean(more), 0.4 * squares(3));
    add(term, unitOfMean(less), -0.05 * squares(2));
    for (int trial = 0; trial < 20; trial++) {
      float[] photo = Embedding.ofRaw(raw()).unit();
      List<Float> others = Query.cosines(query.comparedUnits(RankingSettings.SUM), photo);
      float score = Candidate.of(query, 1, query.cosine(photo), others).score();
      double expected = dot(part.unit(), photo);
      for (int i = 0; i < DIMENSION; i++) {
        expected += term[i] * photo[i];
      }
      assertThat(score).isCloseTo((float) expected, within(1e-4f));
      assertThat(query.textShare(photo) + query.feedbackShare(photo))
          .isCloseTo(score, within(1e-4f));
    }
  }

  @Test
  void photosLikeTheRightOnesNeedNoFloorAndOthersDo() {
    NullDistribution scores = NullDistribution.of(0, 0.1);
    BandClassifier classifier =
        new BandClassifier(FLOORS, Query.Kind.TEXTS, scores, scores, scores, scores);
    List<RelevanceBand> bands =
        classifier.classify(
            List.of(
                new Candidate(1, 0.9f, 0, Double.NaN, 0.1, 0, 0, 0.9),
                new Candidate(2, 0.8f, 0, Double.NaN, 0.1, 0, 0, 0.2),
                new Candidate(3, 0.7f, 0, Double.NaN, 0.1, 0, 0, 0.9),
                new Candidate(4, 0.6f, 0, Double.NaN, 0.1, 0, 0, 0)),
            1_000);
    assertThat(bands)
        .containsExactly(
            RelevanceBand.STRONG,
            RelevanceBand.POSSIBLE,
            RelevanceBand.POSSIBLE,
            RelevanceBand.WEAK);
    assertThat(classifier.classify(List.of(new Candidate(5, 0.9f, 0, Double.NaN, 0.1, 0)), 1_000))
        .containsExactly(RelevanceBand.WEAK);
  }

  @Test
  void onlyAQueryWithFloorsComparesWithTheRightPhotos() {
    Query text = compose(List.of(), parts(1), List.of(), FLOORS);
    List<WeightedFeature> more = parts(2);
    Query moved = text.moved(shift(more, List.of()), FLOORS);
    float[] photo = Embedding.ofRaw(raw()).unit();
    List<Float> others = Query.cosines(moved.comparedUnits(FLOORS), photo);
    assertThat(others).hasSize(2);
    Candidate candidate = Candidate.of(moved, 1, moved.cosine(photo), others);
    assertThat(candidate.textCosine())
        .isCloseTo(dot(text.partUnits().getFirst(), photo), within(1e-5));
    double[] mean = unitOfMean(more);
    assertThat(candidate.moreCosine())
        .isCloseTo(
            IntStream.range(0, DIMENSION).mapToDouble(i -> mean[i] * photo[i]).sum(), within(1e-5));
    assertThat(text.moved(shift(List.of(), more), FLOORS).comparedUnits(FLOORS)).hasSize(1);
    Query image = compose(parts(1), List.of(), List.of(), FLOORS);
    assertThat(image.moved(shift(more, List.of()), FLOORS).comparedUnits(FLOORS)).hasSize(1);
  }

  private static double squares(int photos) {
    return photos * (double) photos / (photos * photos + 9);
  }

  private static Query moved(
      Query query,
      List<WeightedFeature> more,
      List<WeightedFeature> less,
      RankingSettings settings) {
    return FeedbackShift.of(more, less, FeedbackWeights.DEFAULT)
        .map(shift -> query.moved(shift, settings))
        .orElse(query);
  }

  private static FeedbackShift shift(List<WeightedFeature> more, List<WeightedFeature> less) {
    return FeedbackShift.of(more, less, FeedbackWeights.DEFAULT).orElseThrow();
  }

  private static Query compose(
      List<WeightedFeature> images,
      List<WeightedFeature> texts,
      List<WeightedFeature> excluded,
      RankingSettings settings) {
    return Query.compose(images, texts, excluded, 0.5, settings, "text");
  }

  private List<WeightedFeature> parts(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> new WeightedFeature(Embedding.ofRaw(raw()), 1 + random.nextInt(3)))
        .toList();
  }

  private float[] raw() {
    float[] raw = new float[DIMENSION];
    float length = 1 + 9 * random.nextFloat();
    for (int i = 0; i < DIMENSION; i++) {
      raw[i] = (float) random.nextGaussian() * length;
    }
    return raw;
  }

  private static double[] unitOfMean(List<WeightedFeature> parts) {
    double[] sum = new double[DIMENSION];
    for (WeightedFeature part : parts) {
      add(sum, doubles(part.embedding().unit()), part.weight() * part.embedding().norm());
    }
    return parts.isEmpty() ? sum : unit(sum);
  }

  private static double[] doubles(float[] vector) {
    return IntStream.range(0, vector.length).mapToDouble(i -> vector[i]).toArray();
  }

  private static double[] unit(double[] vector) {
    double length = 0;
    for (double value : vector) {
      length += value * value;
    }
    double[] unit = new double[vector.length];
    add(unit, vector, 1 / Math.sqrt(length));
    return unit;
  }

  private static void add(double[] sum, double[] vector, double factor) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  private static double dot(float[] left, float[] right) {
    return IntStream.range(0, left.length).mapToDouble(i -> (double) left[i] * right[i]).sum();
  }
}
