package app.akin.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.embed.RankingSettings;
import app.akin.core.embed.RankingSettings.Floor;
import app.akin.core.index.IdSet;
import app.akin.core.index.IndexSettings;
import app.akin.core.index.VectorIndex;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.Embedding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares rankings with scores of all photos, computed by the formula.
final class RankerTest {
  private static final int DIMENSION = 64;
  private static final int PHOTOS = 3_000;

  /// The index stores half-precision numbers.
  private static final double TOLERANCE = 1e-3;

  /// Photos that resemble the query image or its excluded text.
  private static final int SIMILAR = 30;

  private static final RankingSettings PRODUCT =
      new RankingSettings(
          1.5, 0.5, 2, new Floor(0.5, 3), new Floor(0.3, 2), Double.NEGATIVE_INFINITY, false, 0);

  private final long seed = TestSeed.of(RankerTest.class);
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Map<Long, float[]> photos = new TreeMap<>();
  private final Embedding image = Embedding.ofRaw(vector(3));
  private final Embedding text = Embedding.ofRaw(vector(2));
  private final Embedding excluded = Embedding.ofRaw(vector(1));

  @TempDir private Path folder;
  private VectorIndex index;

  @BeforeEach
  void fill() {
    index =
        VectorIndex.open(
            folder, "model", DIMENSION, IndexSettings.defaults(2).withExactRows(20_000));
    for (long id = 1; id <= PHOTOS; id++) {
      float[] unit = Embedding.ofRaw(id <= SIMILAR ? similar(id) : vector(1)).unit();
      photos.put(id, unit);
      index.add(id, id, unit);
    }
  }

  @AfterEach
  void close() {
    index.close();
  }

  private float[] vector(double length) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) (length * random.nextGaussian());
    }
    return vector;
  }

  private float[] similar(long id) {
    float[] vector = vector(0.05);
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] += image.unit()[i] + text.unit()[i] + (id % 2 == 0 ? 2 * excluded.unit()[i] : 0);
    }
    return vector;
  }

  private static List<WeightedFeature> parts(Embedding part) {
    return List.of(new WeightedFeature(part, 1));
  }

  private Query composed(RankingSettings settings) {
    return Query.compose(parts(image), parts(text), parts(excluded), 0.5, settings, "text");
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }

  /// Compares results with all allowed photos in the order of their scores. Photos whose scores are
  /// about equal may be in another order.
  private void assertOrder(
      List<RankedMatch> found, Map<Long, Double> scores, LongPredicate allowed, int limit) {
    List<Long> expected =
        scores.keySet().stream()
            .filter(allowed::test)
            .sorted(Comparator.<Long>comparingDouble(scores::get).reversed())
            .limit(limit)
            .toList();
    assertThat(ids(found)).hasSameSizeAs(expected).doesNotHaveDuplicates().allMatch(allowed::test);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(scores.get(found.get(i).candidate().id()))
          .as("seed %d, rank %d", seed, i)
          .isCloseTo(scores.get(expected.get(i)), within(TOLERANCE));
    }
  }

  private static List<Long> ids(List<RankedMatch> matches) {
    return matches.stream().map(match -> match.candidate().id()).toList();
  }

  private void assertRanked(Query query, RankingSettings settings, Map<Long, Double> scores) {
    Ranker<IdSet> ranker = new Ranker<>(new LocalSpace(index), query, settings);
    assertOrder(ranker.best(200, null, Set.of()), scores, _ -> true, 200);
    Set<Long> images = Set.of(1L, 3L, 2_000L);
    assertOrder(ranker.best(200, null, images), scores, id -> !images.contains(id), 200);
    Map<Long, RelevanceBand> bands =
        ranker.best(PHOTOS, null, Set.of()).stream()
            .collect(Collectors.toMap(match -> match.candidate().id(), RankedMatch::band));
    assertThat(bands).hasSize(PHOTOS);
    assertThat(bands.values()).contains(RelevanceBand.STRONG, RelevanceBand.WEAK);
    assertThat(ranker.strong())
        .isEqualTo(
            bands.keySet().stream()
                .filter(id -> bands.get(id) == RelevanceBand.STRONG)
                .collect(Collectors.toSet()));
    long[] tenth =
        photos.keySet().stream().mapToLong(id -> id).filter(id -> id % 10 == 7).toArray();
    List<RankedMatch> filtered = ranker.best(50, IdSet.of(tenth), Set.of());
    assertOrder(filtered, scores, id -> id % 10 == 7, 50);
    assertThat(filtered)
        .as("a photo has the band that it has among all photos")
        .allSatisfy(match -> assertThat(match.band()).isEqualTo(bands.get(match.candidate().id())));
  }

  @Test
  void theSumIsTheCosine() {
    Query query = composed(RankingSettings.SUM);
    Map<Long, Double> scores = new TreeMap<>();
    photos.forEach((id, photo) -> scores.put(id, dot(query.unit(), photo)));
    assertRanked(query, RankingSettings.SUM, scores);
  }

  @Test
  void theProductAddsToPhotosThatMatchBoth() {
    Query query = composed(PRODUCT);
    double between = dot(image.unit(), text.unit());
    Map<Long, Double> scores = new TreeMap<>();
    photos.forEach(
        (id, photo) ->
            scores.put(
                id,
                dot(query.unit(), photo)
                    + 2
                        * Math.max(0, dot(image.unit(), photo))
                        * Math.max(0, dot(text.unit(), photo) - between)));
    assertRanked(query, PRODUCT, scores);
  }

  @Test
  void excludedTextTakesFromTheScoresOfPrompts() {
    ExcludedPenalty penalty = new ExcludedPenalty(excluded.unit(), 0.2);
    Query query = Query.prompt(image, Query.Kind.COMPOSED, Optional.of(penalty));
    Map<Long, Double> scores = new TreeMap<>();
    photos.forEach(
        (id, photo) ->
            scores.put(
                id, dot(image.unit(), photo) - Math.max(0, dot(excluded.unit(), photo) - 0.2)));
    assertRanked(query, RankingSettings.SUM, scores);
  }

  @Test
  void photosThatTieWithTheLastAreReturned() {
    float[] best = image.unit();
    List<Long> equal = new ArrayList<>();
    for (long id = PHOTOS + 1; id <= PHOTOS + 7; id++) {
      index.add(id, id, best);
      equal.add(id);
    }
    Ranker<IdSet> ranker =
        new Ranker<>(
            new LocalSpace(index),
            Query.compose(parts(image), List.of(), List.of(), 0.5, RankingSettings.SUM, ""),
            RankingSettings.SUM);
    assertThat(ids(ranker.best(3, null, Set.of()))).isEqualTo(equal);
    assertThat(ids(ranker.best(7, null, Set.of()))).isEqualTo(equal);
    assertThat(ids(ranker.best(8, null, Set.of())))
        .hasSize(8)
        .startsWith(equal.toArray(Long[]::new));
    assertThat(
            ids(
                ranker.best(
                    2, IdSet.of(new long[] {5, PHOTOS + 2, PHOTOS + 4, PHOTOS + 6}), Set.of())))
        .containsExactly(PHOTOS + 2L, PHOTOS + 4L, PHOTOS + 6L);
    assertThat(ranker.best(0, null, Set.of())).isEmpty();
  }
}
