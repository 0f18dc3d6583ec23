package app.akin.core.search;

import java.util.Arrays;

/// How the library as a whole answers one query: the scores of a sample of its photos, most of
/// which have nothing to do with the query. A hit is judged against it.
///
/// The rule is that of the false discovery rate over an empirical null distribution (Efron,
/// "Large-Scale Simultaneous Hypothesis Testing: The Choice of a Null Hypothesis", JASA 99, 2004).
/// The null is a normal one that fits the lower half of the sample, where no match is: its middle
/// is the median, its width what lies between the median and the quantiles below. If the library
/// held nothing but accidents, `candidates * P(score)` of them would score as high as a hit; as
/// many as its rank did. The ratio of the two is the part of accidents among the hits down to this
/// one.
///
/// So a lone match among 100,000 photos must stand out further than one among 200, and a third of
/// the library can be strong at once. Immutable.
final class NullDistribution {
  /// A part of accidents up to which all hits so far are strong.
  private static final double STRONG = 0.05;

  /// And up to which they are possible.
  private static final double POSSIBLE = 0.5;

  /// Widths above the middle that a strong and a possible hit have at least, however few photos
  /// there are.
  private static final double STRONG_WIDTHS = 2.5;

  private static final double POSSIBLE_WIDTHS = 1.5;

  /// With fewer photos nothing can be said of what is usual.
  private static final int FEWEST = 12;

  /// The part of a normal distribution below its middle by one width, and by two.
  private static final double ONE_BELOW = 0.158655;

  private static final double TWO_BELOW = 0.022750;

  private final int size;
  private final double middle;
  private final double width;

  private NullDistribution(int size, double middle, double width) {
    this.size = size;
    this.middle = middle;
    this.width = width;
  }

  /// The background that a sample of scores shows.
  ///
  /// @param scores in any order; not kept
  static NullDistribution of(float[] scores) {
    float[] sorted = scores.clone();
    Arrays.sort(sorted);
    if (sorted.length < FEWEST) {
      return new NullDistribution(sorted.length, 0, 1);
    }
    double middle = quantile(sorted, 0.5);
    double width =
        Math.max(middle - quantile(sorted, ONE_BELOW), (middle - quantile(sorted, TWO_BELOW)) / 2);
    return new NullDistribution(sorted.length, middle, Math.max(width, 1e-6));
  }

  /// How many widths a score lies above the middle.
  double widths(float score) {
    return (score - middle) / width;
  }

  /// How strong hits are, one judgement for each.
  ///
  /// @param scores the hits' scores, best first and with none left out
  /// @param candidates how many photos could have been hits
  RelevanceBand[] judge(float[] scores, long candidates) {
    RelevanceBand[] judged = new RelevanceBand[scores.length];
    if (size < FEWEST) {
      Arrays.fill(judged, RelevanceBand.POSSIBLE);
      return judged;
    }
    // From the last to the first: a hit is at least as strong as those behind it.
    double accidents = Double.POSITIVE_INFINITY;
    for (int i = scores.length - 1; i >= 0; i--) {
      double widths = widths(scores[i]);
      accidents = Math.min(accidents, candidates * tail(widths) / (i + 1));
      judged[i] =
          accidents <= STRONG && widths >= STRONG_WIDTHS
              ? RelevanceBand.STRONG
              : accidents <= POSSIBLE && widths >= POSSIBLE_WIDTHS
                  ? RelevanceBand.POSSIBLE
                  : RelevanceBand.WEAK;
    }
    return judged;
  }

  private static double quantile(float[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /// The part of a normal distribution above so many widths, to 1e-7 of itself where it matters
  /// (Abramowitz and Stegun, 26.2.17, and the first terms of 26.2.12 far out).
  static double tail(double widths) {
    if (widths < 0) {
      return 1 - tail(-widths);
    }
    double density = Math.exp(-widths * widths / 2) / Math.sqrt(2 * Math.PI);
    if (widths > 6) {
      double square = widths * widths;
      return density / widths * (1 - 1 / square + 3 / (square * square));
    }
    double t = 1 / (1 + 0.2316419 * widths);
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return density * series;
  }
}
