package app.akin.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TopRowsTest {
  private static final int ROWS = 5_000;
  private static final int LIMIT = 300;

  @Test
  void theBestRowsAndTheOthersThatReachAnEstimateAreThoseOfASortedList() {
    float[] estimates = estimates();
    TopRows top = new TopRows(LIMIT);
    for (int row = 0; row < ROWS; row++) {
      top.offer(row, estimates[row]);
    }
    int[] order = order(estimates);

    assertThat(top.best(20)).isEqualTo(sorted(order, 0, 20));
    assertThat(top.others(20, estimates[order[120]])).isEqualTo(sorted(order, 20, 121));
    assertThat(top.others(20, Float.NEGATIVE_INFINITY)).isEqualTo(sorted(order, 20, LIMIT));
    assertThat(top.others(LIMIT, Float.NEGATIVE_INFINITY)).isEmpty();
  }

  @Test
  void partsGiveTheSameAsTheWhole() {
    float[] estimates = estimates();
    TopRows top = new TopRows(LIMIT);
    for (int from = 0; from < ROWS; from += 1_000) {
      TopRows part = top.empty();
      IntStream.range(from, from + 1_000).forEach(row -> part.offer(row, estimates[row]));
      top.offerAll(part);
    }
    assertThat(top.best(LIMIT)).isEqualTo(sorted(order(estimates), 0, LIMIT));
  }

  @Test
  void anotherCollectionTakesTheBestOfThoseLeftOut() {
    float[] estimates = estimates();
    int[] order = order(estimates);
    TopRows top = new TopRows(LIMIT);
    IntStream.range(0, ROWS).forEach(row -> top.offer(row, estimates[row]));
    float needed = estimates[order[LIMIT + 500]];
    assertThat(top.leavesOut(needed)).isTrue();
    assertThat(top.leavesOut(estimates[order[LIMIT - 1]])).isFalse();

    TopRows all = top.leftOut(ROWS, needed);
    TopRows some = top.leftOut(100, needed);
    for (int from = 0; from < ROWS; from += 1_000) {
      TopRows part = all.empty();
      TopRows small = some.empty();
      for (int row = from; row < from + 1_000; row++) {
        part.offer(row, estimates[row]);
        small.offer(row, estimates[row]);
      }
      all.offerAll(part);
      some.offerAll(small);
    }
    int end = LIMIT;
    while (estimates[order[end]] >= needed) {
      end++;
    }
    assertThat(all.all()).isEqualTo(sorted(order, LIMIT, end));
    assertThat(some.all()).isEqualTo(sorted(order, LIMIT, LIMIT + 100));
  }

  @Test
  void fewRowsLeaveNoneOut() {
    TopRows top = new TopRows(LIMIT);
    top.offer(7, 0.5f);
    assertThat(top.leavesOut(0)).isFalse();
  }

  @Test
  void fewerRowsThanWantedAreAllReturned() {
    TopRows top = new TopRows(LIMIT);
    top.offer(7, 0.5f);
    top.offer(3, 0.25f);
    assertThat(top.best(10)).containsExactly(3, 7);
    assertThat(top.others(10, 0)).isEmpty();
  }

  /// Returns estimates of few values, so that many are equal.
  private static float[] estimates() {
    SplittableRandom random = new SplittableRandom(5);
    float[] estimates = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      estimates[row] = (random.nextInt(900) - 450) / 450f;
    }
    return estimates;
  }

  /// Returns all rows, best first, equal ones by number.
  private static int[] order(float[] estimates) {
    return IntStream.range(0, ROWS)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer row) -> -estimates[row]))
        .mapToInt(row -> row)
        .toArray();
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] rows = Arrays.copyOfRange(order, from, to);
    Arrays.sort(rows);
    return rows;
  }
}
