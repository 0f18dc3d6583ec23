package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.index.Vectors.Expected;
import app.akin.core.kit.TestSeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Searches while another thread writes. Every result must be that of one state of the index
/// between the start and the end of the search.
final class SnapshotsTest {
  private static final String MODEL = "model";
  private static final int DIMENSION = 8;
  private static final int OPERATIONS = 1_200;
  private static final int K = 10;
  private static final int SEARCHERS = 3;

  private final long seed = TestSeed.of(SnapshotsTest.class);

  @TempDir private Path folder;

  /// The ids that an operation removed and the vectors that it added.
  private record Change(Set<Long> removed, Map<Long, float[]> added) {}

  /// The result of one search.
  ///
  /// @param completed number of operations completed before the search
  /// @param started number of operations started before the end of the search
  // Observations are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Observation(float[] query, List<Neighbour> found, int completed, int started) {}

  @Test
  void everySearchSeesOneState() throws Exception {
    IndexSettings settings = IndexSettings.defaults(2);
    SplittableRandom random = new SplittableRandom(seed);
    List<Change> changes = new ArrayList<>();
    List<Observation> observations = new ArrayList<>();
    try (VectorIndex index = VectorIndex.open(folder, MODEL, DIMENSION, settings);
        ExecutorService threads = Executors.newFixedThreadPool(SEARCHERS + 1)) {
      AtomicInteger started = new AtomicInteger();
      AtomicInteger completed = new AtomicInteger();
      AtomicBoolean done = new AtomicBoolean();
      List<Future<List<Observation>>> searchers = new ArrayList<>();
      for (int s = 0; s < SEARCHERS; s++) {
        SplittableRandom threadRandom = random.split();
        Callable<List<Observation>> searcher =
            () -> {
              List<Observation> searches = new ArrayList<>();
              while (!done.get()) {
                float[] query = Vectors.unit(threadRandom, DIMENSION);
                int before = completed.get();
                List<Neighbour> found = index.nearest(query, K, null).best();
                searches.add(new Observation(query, found, before, started.get()));
              }
              return searches;
            };
        searchers.add(threads.submit(searcher));
      }
      try {
        for (int i = 0; i < OPERATIONS; i++) {
          Change change = change(random, i);
          changes.add(change);
          started.incrementAndGet();
          apply(index, change, i);
          completed.incrementAndGet();
          if (i % 100 == 99) {
            index.save();
          }
        }
      } finally {
        done.set(true);
      }
      for (Future<List<Observation>> searcher : searchers) {
        observations.addAll(searcher.get());
      }
    }
    assertThat(observations).hasSizeGreaterThan(SEARCHERS);
    assertConsistent(changes, observations);
  }

  private static Change change(SplittableRandom random, int number) {
    long id = random.nextInt(1, 1 + OPERATIONS / 2);
    return number % 4 == 3
        ? new Change(Set.of(id, id + 1, id + 2), Map.of())
        : new Change(Set.of(), Map.of(id, Vectors.unit(random, DIMENSION)));
  }

  private static void apply(VectorIndex index, Change change, int number) {
    change.added.forEach((id, vector) -> index.add(number + 1, id, vector));
    if (!change.removed.isEmpty()) {
      index.remove(IdSet.of(change.removed.stream().mapToLong(Long::longValue).toArray()));
    }
  }

  /// Replays the states in order; each observation must match a state that it may have seen.
  private void assertConsistent(List<Change> changes, List<Observation> observations) {
    Map<Integer, List<Observation>> pending =
        observations.stream().collect(Collectors.groupingBy(Observation::completed));
    List<Observation> unexplained = new ArrayList<>();
    Map<Long, float[]> state = new HashMap<>();
    for (int now = 0; now <= changes.size(); now++) {
      unexplained.addAll(pending.getOrDefault(now, List.of()));
      int at = now;
      unexplained.removeIf(observation -> matches(state, observation));
      assertThat(unexplained)
          .as("results that match no possible state, after operation %s, seed %s", now, seed)
          .noneMatch(observation -> observation.started <= at);
      if (now < changes.size()) {
        changes.get(now).removed.forEach(state::remove);
        state.putAll(changes.get(now).added);
      }
    }
    assertThat(unexplained).isEmpty();
  }

  private static boolean matches(Map<Long, float[]> state, Observation observation) {
    List<Expected> expected = Vectors.nearest(state, observation.query, K, _ -> true);
    if (expected.size() != observation.found.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      Neighbour found = observation.found.get(i);
      float[] vector = state.get(found.id());
      if (vector == null
          || Math.abs(Vectors.dot(observation.query, vector) - found.score()) > Vectors.TOLERANCE
          || Math.abs(expected.get(i).score() - found.score()) > Vectors.TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  @Test
  void closingNeitherWaitsForSearchesNorBreaksThem() throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    try (ExecutorService threads = Executors.newFixedThreadPool(SEARCHERS)) {
      for (int round = 0; round < 20; round++) {
        IndexSettings settings = IndexSettings.defaults(2);
        VectorIndex index = VectorIndex.open(folder.resolve("r" + round), MODEL, 512, settings);
        for (int i = 1; i < 1_500; i++) {
          index.add(i, i, Vectors.unit(random, 512));
        }
        index.save();
        CountDownLatch searching = new CountDownLatch(SEARCHERS);
        List<Future<Integer>> searchers = new ArrayList<>();
        for (int s = 0; s < SEARCHERS; s++) {
          float[] query = Vectors.unit(random, 512);
          searchers.add(
              threads.submit(
                  () -> {
                    List<Neighbour> first = index.nearest(query, K, null).best();
                    searching.countDown();
                    int count = 0;
                    try {
                      while (true) {
                        assertThat(index.nearest(query, K, null).best()).isEqualTo(first);
                        count++;
                      }
                    } catch (IllegalStateException closed) {
                      return count;
                    }
                  }));
        }
        searching.await();
        index.close();
        for (Future<Integer> searcher : searchers) {
          assertThat(searcher.get()).isNotNegative();
        }
      }
    }
  }
}
