package app.akin.core.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.evaluation.data.Measure;
import app.akin.core.evaluation.data.Protocol;
import app.akin.core.kit.TestSeed;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Compares bootstrap intervals with those of the normal distribution, to which they converge.
final class BootstrapTest {
  private static final Protocol PROTOCOL =
      new Protocol(List.of(new Measure(Measure.Kind.RECALL, 1)), Protocol.Averaging.QUERIES);
  private static final double NORMAL = 1.96;

  private final Random random = new Random(TestSeed.of(getClass()));

  @Test
  void intervalOfAMeanIsTheNormalOneForManyQueries() {
    int queries = 1_000;
    double[] values = random.doubles(queries).toArray();
    Interval interval = single(scores(queries, i -> values[i], Integer::toString));
    double mean = IntStream.range(0, queries).mapToDouble(i -> values[i]).average().orElseThrow();
    double half = NORMAL * deviation(values) / Math.sqrt(queries);
    assertThat(interval.low()).isEqualTo(mean - half, within(half / 6));
    assertThat(interval.high()).isEqualTo(mean + half, within(half / 6));
  }

  /// Ten equal queries for each cluster hold no more than one of them.
  @Test
  void dependentQueriesWidenTheInterval() {
    int clusters = 400;
    double[] values = random.doubles(clusters).toArray();
    Interval interval = single(scores(10 * clusters, i -> values[i / 10], i -> "c" + i / 10));
    double half = NORMAL * deviation(values) / Math.sqrt(clusters);
    assertThat((interval.high() - interval.low()) / 2).isEqualTo(half, within(half / 6));
    Interval independent = single(scores(10 * clusters, i -> values[i / 10], Integer::toString));
    assertThat(independent.high() - independent.low())
        .isLessThan((interval.high() - interval.low()) / 2);
  }

  /// Of intervals of samples of a known mean, about 95 % contain it.
  @Test
  void ninetyFivePercentOfIntervalsContainTheMean() {
    int rounds = 200;
    int covered = 0;
    for (int round = 0; round < rounds; round++) {
      double[] values = random.doubles(60).map(value -> value < 0.3 ? 1 : 0).toArray();
      covered += single(scores(60, i -> values[i], Integer::toString)).contains(0.3) ? 1 : 0;
    }
    assertThat(covered).isBetween(rounds * 85 / 100, rounds);
  }

  @Test
  void aSmallDifferenceOfTheSameQueriesIsMoreThanNoise() {
    int queries = 300;
    double[] base = random.doubles(queries).map(value -> value * 0.8).toArray();
    double[] change = random.doubles(queries).map(value -> value < 0.2 ? 0.1 : 0).toArray();
    Measurement first = measurement(queries, i -> base[i]);
    Measurement second = measurement(queries, i -> base[i] + change[i]);
    Difference difference = Measures.compare(first, second).getFirst();
    assertThat(difference.difference())
        .isEqualTo(difference.second() - difference.first())
        .isBetween(0.01, 0.03);
    assertThat(difference.moreThanNoise()).isTrue();
    double half = NORMAL * deviation(change) / Math.sqrt(queries);
    assertThat((difference.interval().high() - difference.interval().low()) / 2)
        .isEqualTo(half, within(half / 5));
    assertThat(Measures.compare(second, first).getFirst().interval().low())
        .isEqualTo(-difference.interval().high(), within(half / 5));
  }

  @Test
  void rankingsOfTheSameQualityDifferByNoise() {
    int queries = 300;
    int different = 0;
    for (int round = 0; round < 40; round++) {
      double[] a = random.doubles(queries).toArray();
      double[] b = random.doubles(queries).toArray();
      different +=
          Measures.compare(measurement(queries, i -> a[i]), measurement(queries, i -> b[i]))
                  .getFirst()
                  .moreThanNoise()
              ? 1
              : 0;
    }
    assertThat(different).isLessThan(9);
    Measurement same = measurement(queries, i -> i % 2);
    Difference none = Measures.compare(same, same).getFirst();
    assertThat(none.interval()).isEqualTo(new Interval(0, 0));
    assertThat(none.moreThanNoise()).isFalse();
  }

  @Test
  void categoriesAreComparedByThemselves() {
    List<Difference> differences =
        Measures.compare(categories(_ -> 0.5), categories(i -> i % 3 == 0 ? 0.5 : 0.6));

    assertThat(differences).extracting(Difference::category).containsExactly("", "a", "b");
    assertThat(differences).extracting(Difference::queries).containsExactly(60, 20, 40);
    assertThat(differences)
        .extracting(Difference::moreThanNoise)
        .containsExactly(true, false, true);
    assertThat(differences.get(1).difference()).isZero();
    assertThat(differences.get(2).difference()).isEqualTo(0.1, within(1e-9));
  }

  /// Returns a measurement of 60 queries, every third of category `a`, the others of `b`.
  private static Measurement categories(IntToDoubleFunction value) {
    return new Measurement(
        PROTOCOL,
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    new QueryScore(
                        Integer.toString(i),
                        i % 3 == 0 ? "a" : "b",
                        Integer.toString(i),
                        List.of(value.applyAsDouble(i))))
            .toList(),
        List.of(),
        List.of());
  }

  @Test
  void equalInputGivesEqualIntervals() {
    double[] values = random.doubles(50).toArray();
    List<QueryScore> scores = scores(50, i -> values[i], Integer::toString);
    assertThat(single(scores)).isEqualTo(single(scores));
  }

  @Test
  void aSingleQuerySaysNothing() {
    assertThat(single(scores(1, _ -> 1, Integer::toString))).isEqualTo(new Interval(0, 1));
    assertThat(single(scores(5, _ -> 1, _ -> "same"))).isEqualTo(new Interval(0, 1));
    Difference difference =
        Measures.compare(measurement(1, _ -> 0), measurement(1, _ -> 1)).getFirst();
    assertThat(difference.interval()).isEqualTo(new Interval(-1, 1));
    assertThat(difference.moreThanNoise()).isFalse();
  }

  private static Interval single(List<QueryScore> scores) {
    return Bootstrap.single(PROTOCOL, scores).intervals().getFirst();
  }

  private static Measurement measurement(int queries, IntToDoubleFunction value) {
    return new Measurement(
        PROTOCOL, scores(queries, value, Integer::toString), List.of(), List.of());
  }

  private static List<QueryScore> scores(
      int queries, IntToDoubleFunction value, IntFunction<String> cluster) {
    return IntStream.range(0, queries)
        .mapToObj(
            i ->
                new QueryScore(
                    Integer.toString(i), "", cluster.apply(i), List.of(value.applyAsDouble(i))))
        .toList();
  }

  private static double deviation(double[] values) {
    double mean =
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
    return Math.sqrt(
        IntStream.range(0, values.length)
            .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
            .average()
            .orElseThrow());
  }
}
