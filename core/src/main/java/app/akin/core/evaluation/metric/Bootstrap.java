package app.akin.core.evaluation.metric;

import app.akin.core.evaluation.data.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;

/// Percentile bootstrap of mean values (Efron and Tibshirani, An Introduction to the Bootstrap,
/// chapter 13): clusters of queries are drawn with replacement, and the interval holds the middle
/// 95 % of the means. Differences are paired: both rankings are drawn by the same queries. If the
/// protocol averages over categories, each category is resampled by itself. The seed is fixed, so
/// equal input gives equal intervals.
final class Bootstrap {
  static final int RESAMPLES = 2_000;
  static final long SEED = 20_260_101;

  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /// The intervals of all measures, in their order.
  record Estimates(List<Interval> intervals) {}

  /// The sums of the values of a cluster, one for each measure, and its number of queries.
  private record Cluster(List<Double> sums, int queries) {}

  /// Returns the intervals of the values. With fewer than two clusters nothing is known: from 0 to
  /// 1.
  static Estimates single(Protocol protocol, List<QueryScore> scores) {
    return estimate(
        protocol, scores, (index, measure) -> scores.get(index).values().get(measure), 0);
  }

  /// Returns the intervals of second minus first. Both lists hold the same queries in the same
  /// order. With fewer than two clusters nothing is known: from -1 to 1.
  static Estimates paired(Protocol protocol, List<QueryScore> first, List<QueryScore> second) {
    return estimate(
        protocol,
        first,
        (index, measure) ->
            second.get(index).values().get(measure) - first.get(index).values().get(measure),
        -1);
  }

  /// Returns the value of a measure over all queries.
  static double mean(Protocol.Averaging averaging, List<QueryScore> scores, int measure) {
    return strata(averaging, scores).stream()
        .mapToDouble(
            stratum ->
                stratum.stream()
                    .mapToDouble(index -> scores.get(index).values().get(measure))
                    .average()
                    .orElseThrow())
        .average()
        .orElseThrow();
  }

  private static Collection<List<Integer>> strata(
      Protocol.Averaging averaging, List<QueryScore> scores) {
    Map<String, List<Integer>> strata = new LinkedHashMap<>();
    for (int i = 0; i < scores.size(); i++) {
      String key =
          switch (averaging) {
            case QUERIES -> "";
            case CATEGORIES -> scores.get(i).category();
          };
      strata.computeIfAbsent(key, _ -> new ArrayList<>()).add(i);
    }
    return strata.values();
  }

  private static Estimates estimate(
      Protocol protocol,
      List<QueryScore> scores,
      ToDoubleBiFunction<Integer, Integer> value,
      double lowest) {
    int measures = protocol.measures().size();
    List<List<Cluster>> strata =
        strata(protocol.averaging(), scores).stream()
            .map(stratum -> clusters(stratum, scores, measures, value))
            .toList();
    if (strata.stream().mapToInt(List::size).sum() < 2) {
      return new Estimates(protocol.measures().stream().map(_ -> new Interval(lowest, 1)).toList());
    }
    double[][] means = new double[measures][RESAMPLES];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int r = 0; r < RESAMPLES; r++) {
      for (List<Cluster> stratum : strata) {
        draw(stratum, random, means, r, strata.size());
      }
    }
    return new Estimates(Arrays.stream(means).map(Bootstrap::interval).toList());
  }

  private static List<Cluster> clusters(
      List<Integer> stratum,
      List<QueryScore> scores,
      int measures,
      ToDoubleBiFunction<Integer, Integer> value) {
    return stratum.stream()
        .collect(
            Collectors.groupingBy(
                index -> scores.get(index).cluster(), LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(
            indices -> {
              double[] sums = new double[measures];
              for (int index : indices) {
                for (int m = 0; m < measures; m++) {
                  sums[m] += value.applyAsDouble(index, m);
                }
              }
              return new Cluster(Arrays.stream(sums).boxed().toList(), indices.size());
            })
        .toList();
  }

  private static void draw(
      List<Cluster> stratum, SplittableRandom random, double[][] means, int resample, int strata) {
    double[] sums = new double[means.length];
    long queries = 0;
    for (int i = 0; i < stratum.size(); i++) {
      Cluster cluster = stratum.get(random.nextInt(stratum.size()));
      queries += cluster.queries();
      for (int m = 0; m < sums.length; m++) {
        sums[m] += cluster.sums().get(m);
      }
    }
    for (int m = 0; m < sums.length; m++) {
      means[m][resample] += sums[m] / queries / strata;
    }
  }

  /// Returns the interval between the 2.5th and the 97.5th percentile.
  private static Interval interval(double[] means) {
    Arrays.sort(means);
    int low = (int) Math.floor(TAIL * (means.length - 1));
    int high = (int) Math.ceil((1 - TAIL) * (means.length - 1));
    return new Interval(means[low], means[high]);
  }
}
