package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.TestSeed;
import app.akin.core.synthetic.SyntheticVectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Searches by codes, compared with scoring every row.
final class CodeSearchTest {
  private static final int DIMENSION = 256;
  private static final int ROWS = 12_000;
  private static final int QUERIES = 20;
  private static final int K = 50;
  private static final IndexSettings SETTINGS = IndexSettings.defaults(2);

  private final long seed = TestSeed.of(CodeSearchTest.class);
  private final SplittableRandom random = new SplittableRandom(seed + 1);
  private final SyntheticVectors vectors = new SyntheticVectors(seed, DIMENSION, ROWS / 50);

  @TempDir private Path folder;
  private @Nullable VectorIndex opened;
  private @Nullable VectorIndex openedExact;

  private VectorIndex index() {
    return Objects.requireNonNull(opened);
  }

  private VectorIndex exact() {
    return Objects.requireNonNull(openedExact);
  }

  private VectorIndex open(IndexSettings settings) {
    return VectorIndex.open(folder, "model", DIMENSION, settings);
  }

  @BeforeEach
  void fill() {
    VectorIndex index = open(SETTINGS);
    for (int i = 0; i < ROWS; i++) {
      index.add(i + 1, i + 1, vectors.photo(i));
    }
    index.save();
    opened = index;
    openedExact = open(SETTINGS.withExactRows(Integer.MAX_VALUE));
  }

  @AfterEach
  void close() {
    index().close();
    exact().close();
  }

  private static Set<Long> ids(Nearest<Neighbour> found) {
    return found.best().stream().map(Neighbour::id).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0.2})
  void nearlyAllNearestAreFoundUnderAnyFilter(double share) {
    IdSet allowed =
        share == 1
            ? null
            : IdSet.of(
                LongStream.rangeClosed(1, ROWS).filter(_ -> random.nextDouble() < share).toArray());
    int found = 0;
    for (int q = 0; q < QUERIES; q++) {
      float[] query = vectors.query(q, ROWS);
      Nearest<Neighbour> truth = exact().nearest(query, K, allowed);
      Nearest<Neighbour> answer = index().nearest(query, K, allowed);
      assertThat(truth.exact()).isTrue();
      assertThat(answer.exact()).isFalse();
      assertThat(answer.best()).hasSize(K).isSortedAccordingTo(Neighbour.BEST_FIRST);
      Set<Long> common = new HashSet<>(ids(truth));
      common.retainAll(ids(answer));
      found += common.size();
      // Scores do not depend on how the photos were found.
      assertThat(truth.best())
          .containsAll(answer.best().stream().filter(each -> common.contains(each.id())).toList());
    }
    assertThat((double) found / (K * QUERIES)).as("recall, seed %s", seed).isGreaterThan(0.99);
  }

  @Test
  void vectorsOfFewComponentsAreFoundByASecondLookAtTheirSigns(@TempDir Path other) {
    assertThat(recall(other, new SyntheticVectors(seed, 64, 10), 64, 50_000, null, QUERIES))
        .as("recall, seed %s", seed)
        .isGreaterThan(0.99);
  }

  @Test
  void nearlyEqualScoresUnderAFilterAreNotCutOff(@TempDir Path other) {
    int rows = 40_000;
    IdSet allowed = IdSet.of(LongStream.rangeClosed(1, rows).filter(id -> id % 8 == 0).toArray());
    assertThat(recall(other, new SyntheticVectors(seed, 128, 2), 128, rows, allowed, 100))
        .as("recall, seed %s", seed)
        .isGreaterThan(0.9995);
  }

  /// Returns which part of the nearest is found among the first vectors.
  private static double recall(
      Path folder,
      SyntheticVectors vectors,
      int dimension,
      int rows,
      @Nullable IdSet allowed,
      int queries) {
    int found = 0;
    try (VectorIndex index = VectorIndex.open(folder, "model", dimension, SETTINGS)) {
      for (int i = 0; i < rows; i++) {
        index.add(i + 1, i + 1, vectors.photo(i));
      }
      index.save();
      IndexSettings exactly = SETTINGS.withExactRows(Integer.MAX_VALUE).withThreads(1);
      try (VectorIndex all = VectorIndex.open(folder, "model", dimension, exactly)) {
        for (int q = 0; q < queries; q++) {
          float[] query = vectors.query(q, rows);
          Set<Long> common = ids(all.nearest(query, K, allowed));
          Nearest<Neighbour> answer = index.nearest(query, K, allowed);
          assertThat(answer.best()).hasSize(K).doesNotHaveDuplicates();
          common.retainAll(ids(answer));
          found += common.size();
        }
      }
    }
    return (double) found / (K * queries);
  }

  @Test
  void fewAllowedContentsAreAllScored() {
    IdSet allowed = IdSet.of(random.longs(500, 1, ROWS + 1).distinct().toArray());
    for (int q = 0; q < QUERIES; q++) {
      float[] query = vectors.query(q, ROWS);
      Nearest<Neighbour> answer = index().nearest(query, K, allowed);
      assertThat(answer.exact()).isTrue();
      assertThat(answer).as("seed %s", seed).isEqualTo(exact().nearest(query, K, allowed));
    }
  }

  @Test
  void filteredAnswerIsTheRankingWithoutTheOthers() {
    IdSet allowed = IdSet.of(LongStream.rangeClosed(1, ROWS).filter(id -> id % 2 == 0).toArray());
    for (int q = 0; q < QUERIES; q++) {
      float[] query = vectors.query(q, ROWS);
      List<Neighbour> expected =
          exact().nearest(query, 4 * K, null).best().stream()
              .filter(each -> allowed.contains(each.id()))
              .limit(10)
              .toList();
      assertThat(index().nearest(query, K, allowed).best().subList(0, 10))
          .as("query %s, seed %s", q, seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void removedReplacedAndHiddenContentsAreNotFound() {
    float[] query = vectors.query(0, ROWS);
    List<Long> best = index().nearest(query, K, null).best().stream().map(Neighbour::id).toList();
    index().remove(IdSet.of(best.get(0), best.get(3)));
    index().hide(IdSet.of(best.get(1)));
    index().add(ROWS + 1, best.get(2), opposite(query));
    assertThat(ids(index().nearest(query, K, null)))
        .doesNotContainAnyElementsOf(best.subList(0, 4))
        .containsAll(best.subList(4, K));
    index().save();
    assertThat(ids(index().nearest(query, K, null)))
        .doesNotContainAnyElementsOf(best.subList(0, 4))
        .containsAll(best.subList(4, K));
  }

  private static float[] opposite(float[] vector) {
    float[] opposite = vector.clone();
    for (int i = 0; i < opposite.length; i++) {
      opposite[i] = -opposite[i];
    }
    return opposite;
  }

  @Test
  void answersStayEqualWhenSearchedAgainReopenedOrExtendedElsewhere() {
    float[] query = vectors.query(1, ROWS);
    Nearest<Neighbour> first = index().nearest(query, K, null);
    for (int i = 0; i < 50; i++) {
      assertThat(index().nearest(query, K, null))
          .as("search %s, seed %s", i, seed)
          .isEqualTo(first);
    }
    for (int i = 0; i < 300; i++) {
      index().add(ROWS + 1 + i, ROWS + 1 + i, Vectors.unit(random, DIMENSION));
    }
    assertThat(index().nearest(query, K, null)).as("seed %s", seed).isEqualTo(first);
    index().save();
    try (VectorIndex reopened = open(SETTINGS.withThreads(1))) {
      assertThat(reopened.nearest(query, K, null)).as("seed %s", seed).isEqualTo(first);
    }
  }

  @Test
  void furtherVectorsAreComparedExactly() {
    float[] query = vectors.query(2, ROWS);
    float[] other = vectors.query(3, ROWS);
    Nearest<ComparedNeighbour> found = index().nearest(query, List.of(query, other), K, null);
    for (ComparedNeighbour each : found.best()) {
      float[] photo = vectors.photo((int) each.id() - 1);
      assertThat(each.others().getFirst()).isEqualTo(each.score());
      assertThat(Math.abs(each.others().getLast() - Vectors.dot(other, photo))).isLessThan(4e-4);
    }
  }

  @Test
  void sampleOfALargeIndexIsCloseToTheScores() {
    float[] query = vectors.query(4, ROWS);
    float[] estimates = index().sample(List.of(query), 500).getFirst();
    float[] scores = exact().sample(List.of(query), 500).getFirst();
    assertThat(estimates).hasSameSizeAs(scores);
    for (int i = 0; i < scores.length; i++) {
      assertThat(Math.abs(estimates[i] - scores[i])).isLessThan(0.06f);
    }
  }

  @Test
  void filesOfVersion1AreReplaced() throws IOException {
    index().close();
    exact().close();
    byte[] manifest = Files.readAllBytes(folder.resolve("manifest"));
    Files.write(folder.resolve("vectors-3"), new byte[100]);
    Files.write(folder.resolve("graph-2"), new byte[100]);
    manifest[Long.BYTES + Integer.BYTES - 1] = 1;
    CRC32C crc = new CRC32C();
    crc.update(manifest, 0, manifest.length - Integer.BYTES);
    ByteBuffer.wrap(manifest).putInt(manifest.length - Integer.BYTES, (int) crc.getValue());
    Files.write(folder.resolve("manifest"), manifest);
    opened = open(SETTINGS);
    assertThat(index().state().codes()).isEqualTo(IndexState.LoadResult.OTHER_VERSION);
    assertThat(index().lastSequence()).isZero();
    index().add(1, 1, vectors.photo(0));
    index().save();
    assertThat(folder.resolve("vectors-3")).doesNotExist();
    assertThat(folder.resolve("graph-2")).doesNotExist();
  }
}
