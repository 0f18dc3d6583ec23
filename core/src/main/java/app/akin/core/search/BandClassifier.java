package app.akin.core.search;

import app.akin.core.embed.RankingSettings;
import app.akin.core.embed.RankingSettings.Floor;
import app.akin.core.index.NullDistribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Divides results into relevance bands. No result is stronger than one before it.
///
/// * A text query: the weaker of the band of the [NullDistribution] and the band of the floors of
///   the model. The floors know when nothing matches; the distribution knows the size of the
///   library, in which more photos reach a floor by accident.
/// * An image query: the band of the distribution.
/// * A query of images and text: as an image query, unless the model is capped. Then a result
///   matches if it reaches the floor for the text and its similarity to the images stands out.
///   Results are possible down to the last match among which at least half match; none is strong.
///
/// A photo that is like those that the user called right needs no floor, see [Query#moved].
///
/// With settings other than the plain sum, a result whose similarity to the images or to the text
/// is negative is not strong.
///
/// @param settings the settings of the model
/// @param kind the kind of the query
/// @param scores the distribution of scores
/// @param images the distribution of cosines with the mean image feature; ignored unless the query
///   has images
/// @param texts the distribution of cosines with the mean text feature; ignored unless the query
///   has texts
/// @param more the distribution of cosines with the mean of the photos that are right; ignored
///   unless these are compared
record BandClassifier(
    RankingSettings settings,
    Query.Kind kind,
    NullDistribution scores,
    NullDistribution images,
    NullDistribution texts,
    NullDistribution more) {
  /// Maximum false discovery rate of strong results.
  private static final double STRONG_RATE = 0.05;

  /// Maximum false discovery rate of possible results.
  private static final double POSSIBLE_RATE = 0.5;

  /// Minimum z-scores of strong and possible results, for small libraries.
  private static final double STRONG_Z = 2.5;

  private static final double POSSIBLE_Z = 1.5;

  /// Creates a classifier for a query without feedback.
  BandClassifier(
      RankingSettings settings,
      Query.Kind kind,
      NullDistribution scores,
      NullDistribution images,
      NullDistribution texts) {
    this(settings, kind, scores, images, texts, NullDistribution.of(0, 1));
  }

  /// Returns the relevance band of each result.
  ///
  /// @param ordered the results, best first and complete
  /// @param searched number of photos that were searched
  List<RelevanceBand> classify(List<Candidate> ordered, long searched) {
    if (!scores.isFitted()) {
      return Collections.nCopies(ordered.size(), RelevanceBand.POSSIBLE);
    }
    return kind == Query.Kind.COMPOSED && settings.composedCapped()
        ? classifyByParts(ordered)
        : classifyByScore(ordered, searched);
  }

  /// Returns the relevance band of each result by its score alone.
  ///
  /// @param distribution the fitted distribution of scores
  /// @param scores scores of the results, best first and complete
  /// @param searched number of photos that were searched
  static RelevanceBand[] classify(NullDistribution distribution, float[] scores, long searched) {
    double[] rates = distribution.falseDiscoveryRates(scores, searched);
    RelevanceBand[] bands = new RelevanceBand[scores.length];
    for (int i = 0; i < scores.length; i++) {
      double z = distribution.zScore(scores[i]);
      bands[i] =
          rates[i] <= STRONG_RATE && z >= STRONG_Z
              ? RelevanceBand.STRONG
              : rates[i] <= POSSIBLE_RATE && z >= POSSIBLE_Z
                  ? RelevanceBand.POSSIBLE
                  : RelevanceBand.WEAK;
    }
    return bands;
  }

  private List<RelevanceBand> classifyByScore(List<Candidate> ordered, long searched) {
    float[] values = new float[ordered.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ordered.get(i).score();
    }
    RelevanceBand[] byScore = classify(scores, values, searched);
    List<RelevanceBand> bands = new ArrayList<>();
    RelevanceBand previous = RelevanceBand.STRONG;
    for (int i = 0; i < byScore.length; i++) {
      previous = weaker(previous, weaker(byScore[i], limit(ordered.get(i))));
      bands.add(previous);
    }
    return bands;
  }

  /// Returns the strongest band that a result may have.
  private RelevanceBand limit(Candidate candidate) {
    if (settings.equals(RankingSettings.SUM)) {
      return RelevanceBand.STRONG;
    }
    RelevanceBand limit =
        kind == Query.Kind.TEXTS
            ? stronger(bandByFloors(candidate), bandByFeedback(candidate))
            : RelevanceBand.STRONG;
    // A comparison with NaN is false.
    boolean opposed = candidate.imageCosine() < 0 || candidate.textCosine() < 0;
    return opposed ? weaker(limit, RelevanceBand.POSSIBLE) : limit;
  }

  /// Returns the band by the similarity to the photos that are right: the user knows better than
  /// the floors that something matches. Weak without such photos.
  private RelevanceBand bandByFeedback(Candidate candidate) {
    if (Double.isNaN(candidate.moreCosine()) || !more.isFitted()) {
      return RelevanceBand.WEAK;
    }
    double z = more.zScore(candidate.moreCosine());
    if (z >= STRONG_Z) {
      return RelevanceBand.STRONG;
    }
    return z >= POSSIBLE_Z ? RelevanceBand.POSSIBLE : RelevanceBand.WEAK;
  }

  private RelevanceBand bandByFloors(Candidate candidate) {
    if (reaches(settings.strong(), candidate)) {
      return RelevanceBand.STRONG;
    }
    return reaches(settings.possible(), candidate) ? RelevanceBand.POSSIBLE : RelevanceBand.WEAK;
  }

  private boolean reaches(Floor floor, Candidate candidate) {
    return floor.isReached(candidate.textCosine(), texts.zScore(candidate.textCosine()));
  }

  private List<RelevanceBand> classifyByParts(List<Candidate> ordered) {
    int matches = 0;
    int possible = 0;
    for (int i = 0; i < ordered.size(); i++) {
      Candidate candidate = ordered.get(i);
      boolean byParts =
          bandByFloors(candidate) != RelevanceBand.WEAK
              && images.zScore(candidate.imageCosine()) >= settings.imageZ();
      if (byParts || bandByFeedback(candidate) == RelevanceBand.STRONG) {
        matches++;
        if (2 * matches >= i + 1) {
          possible = i + 1;
        }
      }
    }
    List<RelevanceBand> bands = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      bands.add(i < possible ? RelevanceBand.POSSIBLE : RelevanceBand.WEAK);
    }
    return bands;
  }

  private static RelevanceBand stronger(RelevanceBand one, RelevanceBand other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static RelevanceBand weaker(RelevanceBand one, RelevanceBand other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
