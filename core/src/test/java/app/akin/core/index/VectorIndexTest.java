package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.index.IndexState.LoadResult;
import app.akin.core.index.Vectors.Expected;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VectorIndexTest {
  private static final String MODEL = "model";

  /// Every row is scored; [CodeSearchTest] tests searches by codes.
  private static final IndexSettings SETTINGS = IndexSettings.defaults(2).withExactRows(20_000);

  private final long seed = TestSeed.of(VectorIndexTest.class);
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Map<Long, float[]> expectedVectors = new HashMap<>();

  @TempDir private Path folder;

  private VectorIndex open(int dimension) {
    return VectorIndex.open(folder, MODEL, dimension, SETTINGS);
  }

  private void add(VectorIndex index, long id, float[] vector) {
    index.add(id, id, vector);
    expectedVectors.put(id, vector);
  }

  private void fill(VectorIndex index, int from, int to, int dimension) {
    for (long id = from; id < to; id++) {
      add(index, id, Vectors.unit(random, dimension));
    }
  }

  /// Compares the results with the reference search, except that neighbours whose scores are about
  /// equal may be in another order.
  private void assertNearest(
      VectorIndex index, float[] query, int k, IdSet allowed, LongPredicate filter) {
    List<Expected> expected = Vectors.nearest(expectedVectors, query, k, filter);
    List<Neighbour> found = index.nearest(query, k, allowed).best();
    assertThat(found)
        .as("seed %s", seed)
        .hasSameSizeAs(expected)
        .isSortedAccordingTo(Neighbour.BEST_FIRST);
    assertThat(found.stream().map(Neighbour::id)).doesNotHaveDuplicates();
    for (int i = 0; i < found.size(); i++) {
      Neighbour neighbour = found.get(i);
      float[] vector = expectedVectors.get(neighbour.id());
      assertThat(vector).isNotNull();
      assertThat(filter.test(neighbour.id())).isTrue();
      assertThat((double) neighbour.score())
          .as("seed %s", seed)
          .isCloseTo(Vectors.dot(query, vector), within(Vectors.TOLERANCE))
          .isCloseTo(expected.get(i).score(), within(Vectors.TOLERANCE));
    }
  }

  private void assertNearest(VectorIndex index, float[] query, int k) {
    List<Expected> expected = Vectors.nearest(expectedVectors, query, k, _ -> true);
    assertNearest(
        index, query, k, IdSet.of(LongStream.rangeClosed(1, 100_000).toArray()), _ -> true);
    assertThat(index.nearest(query, k, null).best()).hasSameSizeAs(expected);
    assertThat(index.nearest(query, k, null).best())
        .isEqualTo(
            index.nearest(query, k, IdSet.of(LongStream.rangeClosed(1, 100_000).toArray())).best());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 15, 16, 17, 64, 100, 384, 513})
  void matchesTheReferenceSearchInAnyDimension(int dimension) {
    try (VectorIndex index = open(dimension)) {
      fill(index, 1, 1 + random.nextInt(1, 3000), dimension);
      for (int k : new int[] {1, 10, 5000}) {
        assertNearest(index, Vectors.unit(random, dimension), k);
      }
    }
  }

  @Test
  void repeatedSearchesReturnBitIdenticalScores() {
    try (VectorIndex index = open(200)) {
      fill(index, 1, 300, 200);
      float[] query = Vectors.unit(random, 200);
      List<Neighbour> first = index.nearest(query, 300, null).best();
      // Enough repetitions for the code to be compiled and recompiled.
      for (int i = 0; i < 3_000; i++) {
        assertThat(index.nearest(query, 300, null).best()).as("seed %s", seed).isEqualTo(first);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 15, 16, 17, 63, 64, 65, 100, 128, 200, 384, 513})
  void firstSearchReturnsBitIdenticalScoresToLaterOnes(int dimension) {
    try (VectorIndex index = open(dimension)) {
      fill(index, 1, 300, dimension);
      index.add(300, 300, new float[dimension]);
      float[] query = Vectors.unit(random, dimension);
      List<Neighbour> first = index.nearest(query, 300, null).best();
      assertThat(index.nearest(query, 300, null).best()).as("seed %s", seed).isEqualTo(first);
    }
  }

  @Test
  void equalScoresAreOrderedById() {
    try (VectorIndex index = open(8)) {
      float[] duplicate = Vectors.unit(random, 8);
      for (long id : new long[] {9, 4, 30, 2, 17, 1000, 3}) {
        index.add(id, id, duplicate);
      }
      assertThat(index.nearest(duplicate, 5, null).best().stream().map(Neighbour::id))
          .containsExactly(2L, 3L, 4L, 9L, 17L);
    }
  }

  @Test
  void addingAgainReplacesAndRestores() {
    try (VectorIndex index = open(16)) {
      fill(index, 1, 200, 16);
      for (long id : new long[] {5, 77, 199}) {
        add(index, id, Vectors.unit(random, 16));
      }
      assertThat(index.size()).isEqualTo(199);
      assertNearest(index, Vectors.unit(random, 16), 300);

      index.remove(IdSet.of(5, 6, 7, 4711));
      float[] five = Objects.requireNonNull(expectedVectors.remove(5L));
      expectedVectors.remove(6L);
      expectedVectors.remove(7L);
      assertThat(index.size()).isEqualTo(196);
      assertNearest(index, Vectors.unit(random, 16), 300);

      add(index, 5, five);
      assertNearest(index, five, 300);
      assertThat(index.nearest(five, 1, null).best().getFirst().id()).isEqualTo(5);

      index.retain(IdSet.of(5, 9, 4711));
      expectedVectors.keySet().retainAll(List.of(5L, 9L));
      assertNearest(index, Vectors.unit(random, 16), 300);
    }
  }

  @Test
  void hiddenContentsAreNotFound() {
    try (VectorIndex index = open(16)) {
      fill(index, 1, 100, 16);
      index.hide(IdSet.of(3, 50, 150));
      fill(index, 100, 200, 16);
      add(index, 50, Vectors.unit(random, 16));
      float[] query = Vectors.unit(random, 16);
      IdSet all = IdSet.of(LongStream.range(1, 200).toArray());
      assertThat(index.size()).isEqualTo(199);
      assertNearest(index, query, 300, all, id -> id != 3 && id != 50 && id != 150);

      index.save();
      assertNearest(index, query, 300, all, id -> id != 3 && id != 50 && id != 150);

      index.hide(IdSet.of(4));
      assertNearest(index, query, 300, all, id -> id != 4);
    }
  }

  @Test
  void onlyAllowedContentsAreFound() {
    try (VectorIndex index = open(32)) {
      fill(index, 1, 3000, 32);
      for (int percent : new int[] {0, 1, 10, 50, 99}) {
        IdSet allowed =
            IdSet.of(
                LongStream.range(1, 3000).filter(_ -> random.nextInt(100) < percent).toArray());
        assertNearest(index, Vectors.unit(random, 32), 40, allowed, allowed::contains);
      }
      assertThat(index.nearest(Vectors.unit(random, 32), 5, IdSet.of(5000, 6000)).best()).isEmpty();
    }
  }

  @Test
  void zeroVectorScoresZero() {
    try (VectorIndex index = open(4)) {
      index.add(1, 1, new float[] {-1, 0, 0, 0});
      index.add(2, 2, new float[4]);
      index.add(3, 3, new float[] {1, 0, 0, 0});
      List<Neighbour> found = index.nearest(new float[] {1, 0, 0, 0}, 3, null).best();
      assertThat(found).extracting(Neighbour::id).containsExactly(3L, 2L, 1L);
      assertThat(found.get(0).score()).isCloseTo(1, within((float) Vectors.TOLERANCE));
      assertThat(found.get(1).score()).isZero();
      assertThat(found.get(2).score()).isCloseTo(-1, within((float) Vectors.TOLERANCE));
    }
  }

  @Test
  void rejectsVectorsThatAreNotUnitVectors() {
    try (VectorIndex index = open(4)) {
      float[] good = {0, 1, 0, 0};
      for (float[] bad :
          new float[][] {
            {1, 0, 0}, {2, 0, 0, 0}, {Float.NaN, 0, 0, 0}, {Float.POSITIVE_INFINITY, 0, 0, 0}
          }) {
        assertThatThrownBy(() -> index.add(1, 1, bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> index.nearest(bad, 1, null))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> index.add(1, 0, good)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> index.nearest(good, 0, null))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(index.nearest(good, 1, null).best()).isEmpty();
    }
  }

  @Test
  void reopenedIndexIsEqualAfterAnyNumberOfSaves() {
    int dimension = 24;
    int next = 1;
    for (int round = 0; round < 6; round++) {
      try (VectorIndex index = open(dimension)) {
        assertThat(index.state().codes())
            .isEqualTo(round == 0 ? LoadResult.ABSENT : LoadResult.LOADED);
        assertThat(index.lastSequence()).isEqualTo(next - 1);
        assertThat(index.size()).isEqualTo(expectedVectors.size());
        assertNearest(index, Vectors.unit(random, dimension), 50);
        for (int save = 0; save < 3; save++) {
          int more = next + random.nextInt(1, 900);
          fill(index, next, more, dimension);
          next = more;
          long removed = random.nextInt(1, next);
          index.remove(IdSet.of(removed));
          expectedVectors.remove(removed);
          index.save();
          assertThat(index.state().unsaved()).isZero();
          assertNearest(index, Vectors.unit(random, dimension), 50);
        }
      }
    }
  }

  @Test
  void discardsUnsavedChanges() {
    try (VectorIndex index = open(8)) {
      fill(index, 1, 10, 8);
      index.save();
      index.add(10, 10, Vectors.unit(random, 8));
      index.remove(IdSet.of(1));
    }
    try (VectorIndex index = open(8)) {
      assertThat(index.lastSequence()).isEqualTo(9);
      assertNearest(index, Vectors.unit(random, 8), 20);
    }
  }

  @Test
  void filesAreRewrittenWithoutDeadRows() throws IOException {
    try (VectorIndex index = open(8)) {
      fill(index, 1, 8001, 8);
      index.save();
      long full = bytes();
      index.remove(IdSet.of(LongStream.rangeClosed(1, 7000).toArray()));
      LongStream.rangeClosed(1, 7000).forEach(expectedVectors::remove);
      index.save();
      assertThat(bytes()).isLessThan(full / 3);
      assertThat(index.state().rows()).isEqualTo(1000);
      assertNearest(index, Vectors.unit(random, 8), 2000);
      fill(index, 2000, 2500, 8);
      index.save();
    }
    try (VectorIndex index = open(8)) {
      assertThat(index.lastSequence()).isEqualTo(8000);
      assertNearest(index, Vectors.unit(random, 8), 2000);
    }
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void startsEmptyForAnotherModelAndReplacesIt() {
    try (VectorIndex index = open(8)) {
      fill(index, 1, 50, 8);
      index.save();
    }
    try (VectorIndex other = VectorIndex.open(folder, "other", 8, SETTINGS);
        VectorIndex wider = VectorIndex.open(folder, MODEL, 9, SETTINGS)) {
      assertThat(other.state().codes()).isEqualTo(LoadResult.OTHER_MODEL);
      assertThat(wider.state().codes()).isEqualTo(LoadResult.OTHER_MODEL);
      assertThat(other.size()).isZero();
      assertThat(other.lastSequence()).isZero();
      assertThat(other.nearest(Vectors.unit(random, 8), 5, null).best()).isEmpty();
      other.add(1, 1, Vectors.unit(random, 8));
      other.save();
    }
    try (VectorIndex other = VectorIndex.open(folder, "other", 8, SETTINGS)) {
      assertThat(other.state().codes()).isEqualTo(LoadResult.LOADED);
      assertThat(other.size()).isOne();
    }
  }

  @Test
  void readerIsNotAffectedByAWriter() {
    try (VectorIndex writer = open(8)) {
      fill(writer, 1, 1500, 8);
      writer.save();
      try (VectorIndex reader = open(8)) {
        float[] query = Vectors.unit(random, 8);
        List<Neighbour> before = reader.nearest(query, 2000, null).best();
        assertThat(before).hasSize(1499);
        fill(writer, 1500, 3000, 8);
        writer.save();
        assertThat(reader.nearest(query, 2000, null).best()).isEqualTo(before);
        writer.remove(IdSet.of(LongStream.range(1, 2500).toArray()));
        writer.save();
        assertThat(reader.nearest(query, 2000, null).best()).isEqualTo(before);
        // The reader applies the changes in memory.
        reader.retain(IdSet.of(LongStream.range(2500, 3000).toArray()));
        for (long id = 2500; id < 3000; id++) {
          reader.add(id, id, Objects.requireNonNull(expectedVectors.get(id)));
        }
        assertThat(reader.nearest(query, 2000, null).best())
            .isEqualTo(writer.nearest(query, 2000, null).best());
      }
    }
  }

  @Test
  void writerWithAnOutdatedStateDoesNotAffectReaders() {
    try (VectorIndex first = open(8);
        VectorIndex second = open(8)) {
      fill(first, 1, 1500, 8);
      first.save();
      try (VectorIndex reader = open(8)) {
        float[] query = Vectors.unit(random, 8);
        List<Neighbour> before = reader.nearest(query, 2000, null).best();
        expectedVectors.clear();
        fill(second, 1, 100, 8);
        second.save();
        assertThat(reader.nearest(query, 2000, null).best()).isEqualTo(before);
      }
    }
    try (VectorIndex index = open(8)) {
      assertThat(index.lastSequence()).isEqualTo(99);
      assertNearest(index, Vectors.unit(random, 8), 2000);
    }
  }

  @Test
  void reportsAnUnwritableFolderAndStaysUsable() throws IOException {
    Path blocked = Files.createFile(folder.resolve("file")).resolve("index");
    try (VectorIndex index = VectorIndex.open(blocked, MODEL, 8, SETTINGS)) {
      index.save();
      fill(index, 1, 10, 8);
      assertThatThrownBy(index::save)
          .isInstanceOfSatisfying(
              AkinException.class,
              e -> {
                assertThat(e.problem())
                    .isInstanceOfSatisfying(
                        Problem.LibraryUnwritable.class,
                        unwritable -> assertThat(unwritable.folder()).isEqualTo(blocked));
              });
      assertNearest(index, Vectors.unit(random, 8), 20);
    }
  }

  @Test
  void rejectsSearchesAfterClose() {
    VectorIndex index = open(8);
    fill(index, 1, 10, 8);
    index.close();
    index.close();
    assertThatThrownBy(() -> index.nearest(Vectors.unit(random, 8), 1, null))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> index.add(1, 1, Vectors.unit(random, 8)))
        .isInstanceOf(IllegalStateException.class);
  }
}
