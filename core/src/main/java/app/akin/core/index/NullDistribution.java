package app.akin.core.index;

import java.util.Arrays;

/// The distribution of scores over a sample of a library, most of which does not match: of one
/// query with photos, or of photos with each other. Matches are told from it.
///
/// [#falseDiscoveryRates] estimates the false discovery rate over an empirical null distribution
/// (Efron, "Large-Scale Simultaneous Hypothesis Testing: The Choice of a Null Hypothesis", JASA 99,
/// 2004). The null distribution is a normal distribution fitted to the lower half of the sample,
/// which contains no matches: its mean is the median, and its deviation follows from the distance
/// between the median and the lower quantiles. Without matches, `candidates * P(score)` photos
/// would score at least as high as a result; its rank is the number that did. The ratio of both
/// estimates the proportion of accidental results down to this one.
///
/// A single match among 100,000 photos must therefore stand out more than one among 200, and a
/// third of the library can be strong at once. Immutable.
public final class NullDistribution {
  /// Minimum sample size to fit the distribution.
  private static final int MIN_SAMPLE = 12;

  /// The quantiles of a normal distribution one and two deviations below its mean.
  private static final double QUANTILE_1 = 0.158655;

  private static final double QUANTILE_2 = 0.022750;

  private final int size;
  private final double mean;
  private final double deviation;

  private NullDistribution(int size, double mean, double deviation) {
    this.size = size;
    this.mean = mean;
    this.deviation = deviation;
  }

  /// Returns a distribution with given parameters.
  public static NullDistribution of(double mean, double deviation) {
    return new NullDistribution(MIN_SAMPLE, mean, deviation);
  }

  /// Fits the distribution to a sample of scores.
  ///
  /// @param scores scores in any order; not retained
  public static NullDistribution fit(float[] scores) {
    float[] sorted = scores.clone();
    Arrays.sort(sorted);
    if (sorted.length < MIN_SAMPLE) {
      double median = sorted.length == 0 ? 0 : quantile(sorted, 0.5);
      return new NullDistribution(sorted.length, median, 1);
    }
    double mean = quantile(sorted, 0.5);
    double deviation =
        Math.max(mean - quantile(sorted, QUANTILE_1), (mean - quantile(sorted, QUANTILE_2)) / 2);
    return new NullDistribution(sorted.length, mean, Math.max(deviation, 1e-6));
  }

  /// Returns whether the sample was large enough.
  public boolean isFitted() {
    return size >= MIN_SAMPLE;
  }

  /// Returns the z-score of a score.
  public double zScore(double score) {
    return (score - mean) / deviation;
  }

  /// Returns the score of a z-score.
  public double score(double z) {
    return mean + z * deviation;
  }

  /// Returns, for each result, the estimated proportion of accidental results down to it. The
  /// distribution must be fitted.
  ///
  /// @param scores scores of the results, best first and complete
  /// @param candidates number of photos that were searched
  public double[] falseDiscoveryRates(float[] scores, long candidates) {
    double[] rates = new double[scores.length];
    // From last to first, because a result is at least as strong as those after it.
    double rate = Double.POSITIVE_INFINITY;
    for (int i = scores.length - 1; i >= 0; i--) {
      rate = Math.min(rate, candidates * upperTail(zScore(scores[i])) / (i + 1));
      rates[i] = rate;
    }
    return rates;
  }

  private static double quantile(float[] sorted, double fraction) {
    double at = fraction * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /// Returns the upper tail probability of a normal distribution for a z-score, with a relative
  /// error of 1e-7 where it matters (Abramowitz and Stegun, 26.2.17, and the first terms of 26.2.12
  /// for large values).
  public static double upperTail(double z) {
    if (z < 0) {
      return 1 - upperTail(-z);
    }
    double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    if (z > 6) {
      double square = z * z;
      return density / z * (1 - 1 / square + 3 / (square * square));
    }
    double t = 1 / (1 + 0.2316419 * z);
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return density * series;
  }
}
