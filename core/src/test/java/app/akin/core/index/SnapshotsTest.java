package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.index.Vectors.Expected;
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

/// Searching while another thread writes: every answer is that of one state the index was in
/// between the search's beginning and its end.
final class SnapshotsTest {
  private static final String MODEL = "model";
  private static final int DIMENSION = 8;
  private static final int OPERATIONS = 1_200;
  private static final int K = 10;
  private static final int SEARCHERS = 3;

  private final long seed = System.nanoTime();

  @TempDir private Path folder;

  /// What one operation did: ids it took away and vectors it put.
  private record Change(Set<Long> removed, Map<Long, float[]> added) {}

  /// One answer, and the operations that were over before and begun after it.
  // Observations are looked at one by one and never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Observation(float[] query, List<Neighbour> found, int over, int begun) {}

  @Test
  void everyAnswerIsThatOfOneState() throws Exception {
    // A graph that covers everything with a beam as wide: it finds what a scan finds.
    IndexSettings settings =
        new IndexSettings(1, 0, 2, 1, new GraphSettings(32, 64, 1, 1.2f, 5_000, 1, 8));
    SplittableRandom random = new SplittableRandom(seed);
    List<Change> changes = new ArrayList<>();
    List<Observation> observations = new ArrayList<>();
    try (VectorIndex index = VectorIndex.open(folder, MODEL, DIMENSION, settings);
        ExecutorService threads = Executors.newFixedThreadPool(SEARCHERS + 1)) {
      AtomicInteger begun = new AtomicInteger();
      AtomicInteger over = new AtomicInteger();
      AtomicBoolean done = new AtomicBoolean();
      List<Future<List<Observation>>> searchers = new ArrayList<>();
      for (int s = 0; s < SEARCHERS; s++) {
        SplittableRandom own = random.split();
        Callable<List<Observation>> searcher =
            () -> {
              List<Observation> seen = new ArrayList<>();
              while (!done.get()) {
                float[] query = Vectors.unit(own, DIMENSION);
                int before = over.get();
                List<Neighbour> found = index.nearest(query, K, null);
                seen.add(new Observation(query, found, before, begun.get()));
              }
              return seen;
            };
        searchers.add(threads.submit(searcher));
      }
      Future<?> builder =
          threads.submit(
              () -> {
                while (!done.get()) {
                  index.buildGraph(_ -> !done.get());
                }
              });
      try {
        for (int i = 0; i < OPERATIONS; i++) {
          Change change = change(random, i);
          changes.add(change);
          begun.incrementAndGet();
          apply(index, change, i);
          over.incrementAndGet();
          if (i % 100 == 99) {
            index.save();
          }
        }
      } finally {
        done.set(true);
      }
      builder.get();
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

  /// Goes through the states in order; each observation must fit one of those it may have seen.
  private void assertConsistent(List<Change> changes, List<Observation> observations) {
    Map<Integer, List<Observation>> open =
        observations.stream().collect(Collectors.groupingBy(Observation::over));
    List<Observation> unexplained = new ArrayList<>();
    Map<Long, float[]> state = new HashMap<>();
    for (int now = 0; now <= changes.size(); now++) {
      unexplained.addAll(open.getOrDefault(now, List.of()));
      int at = now;
      unexplained.removeIf(observation -> fits(state, observation));
      assertThat(unexplained)
          .as("answers of no state they may have seen, after operation %s, seed %s", now, seed)
          .noneMatch(observation -> observation.begun <= at);
      if (now < changes.size()) {
        changes.get(now).removed.forEach(state::remove);
        state.putAll(changes.get(now).added);
      }
    }
    assertThat(unexplained).isEmpty();
  }

  private static boolean fits(Map<Long, float[]> state, Observation observation) {
    List<Expected> expected = Vectors.nearest(state, observation.query, K, _ -> true);
    if (expected.size() != observation.found.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      Neighbour found = observation.found.get(i);
      float[] vector = state.get(found.id());
      if (vector == null
          || Math.abs(Vectors.dot(observation.query, vector) - found.score()) > 1e-6
          || Math.abs(expected.get(i).score() - found.score()) > 1e-6) {
        return false;
      }
    }
    return true;
  }

  @Test
  void closingWaitsForNoOneAndPullsNothingAway() throws Exception {
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
                    List<Neighbour> first = index.nearest(query, K, null);
                    searching.countDown();
                    int same = 0;
                    try {
                      while (true) {
                        assertThat(index.nearest(query, K, null)).isEqualTo(first);
                        same++;
                      }
                    } catch (IllegalStateException closed) {
                      return same;
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
