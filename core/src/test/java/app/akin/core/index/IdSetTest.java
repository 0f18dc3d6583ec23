package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.TestSeed;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class IdSetTest {
  @Test
  void matchesATreeSetForDenseAndSparseIds() {
    long seed = TestSeed.of(IdSetTest.class);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      long span = 1L << random.nextInt(1, 62);
      long[] ids = random.longs(random.nextInt(200), 1, span + 1).toArray();
      Set<Long> expected = new TreeSet<>(LongStream.of(ids).boxed().toList());
      IdSet set = IdSet.of(ids);

      assertThat(set.size()).as("seed %s", seed).isEqualTo(expected.size());
      assertThat(set.toArray()).containsExactly(expected.toArray(Long[]::new));
      for (long id : ids) {
        for (long near = id - 2; near <= id + 2; near++) {
          assertThat(set.contains(near))
              .as("%s, seed %s", near, seed)
              .isEqualTo(expected.contains(near));
        }
      }
      assertThat(set.contains(Long.MAX_VALUE)).isFalse();
      assertThat(set.contains(Long.MIN_VALUE)).isFalse();
    }
  }
}
