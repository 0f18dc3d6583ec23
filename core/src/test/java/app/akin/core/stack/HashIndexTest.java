package app.akin.core.stack;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.TestSeed;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Compares the index with comparing all hashes.
class HashIndexTest {
  private final RandomGenerator random = new SplittableRandom(TestSeed.of(HashIndexTest.class));

  @Test
  void hashesThatDifferInUpToElevenBitsAreFound() {
    long[] hashes = new long[3_000];
    for (int row = 0; row < hashes.length; row++) {
      hashes[row] = row % 3 == 0 ? random.nextLong() : changed(hashes[row - row % 3]);
    }
    HashIndex index = new HashIndex(hashes);
    for (int row :
        new SplittableRandom(1).ints(0, hashes.length).distinct().limit(2_900).toArray()) {
      index.add(row);
    }
    for (int row = 0; row < 500; row++) {
      index.remove(row);
    }
    for (int query = 0; query < hashes.length; query += 7) {
      long hash = hashes[query];
      TreeSet<Integer> found = new TreeSet<>();
      index.near(hash, 11, row -> assertThat(found.add(row)).isTrue());
      for (int row = 500; row < hashes.length; row++) {
        boolean isNear = Long.bitCount(hashes[row] ^ hash) <= 11;
        if (found.contains(row)) {
          assertThat(isNear).isTrue();
        }
      }
      assertThat(found.stream().allMatch(row -> row >= 500)).isTrue();
      for (int row : added(hashes.length)) {
        if (row >= 500 && Long.bitCount(hashes[row] ^ hash) <= 11) {
          assertThat(found).contains(row);
        }
      }
    }
  }

  private static List<Integer> added(int size) {
    return new SplittableRandom(1).ints(0, size).distinct().limit(2_900).boxed().toList();
  }

  private long changed(long hash) {
    long result = hash;
    for (int bit = 0; bit < random.nextInt(1, 14); bit++) {
      result ^= 1L << random.nextInt(64);
    }
    return result;
  }

  @Test
  void aBucketOfEqualHashesIsReadInPart() {
    long[] hashes = new long[5_000];
    HashIndex index = new HashIndex(hashes);
    for (int row = hashes.length - 1; row >= 0; row--) {
      index.add(row);
    }
    TreeSet<Integer> found = new TreeSet<>();
    index.near(0, 0, found::add);
    assertThat(found).hasSize(256).contains(0, 255);
  }
}
