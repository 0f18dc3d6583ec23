package app.akin.core.search;

import static app.akin.core.search.VectorMath.add;
import static app.akin.core.search.VectorMath.norm;
import static app.akin.core.search.VectorMath.scalarProduct;
import static app.akin.core.search.VectorMath.scaled;

import app.akin.core.embed.RankingSettings;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Composes a query from raw features: `unit(weighted mean of images / textFactor + weighted mean
/// of texts - excludedFactor * weighted mean of excluded texts)`, with the factors of
/// [RankingSettings].
///
/// With one image and one text of weight 1 and all factors 1 it equals BGE-VL's `encode(image,
/// text)`: the sum of the raw features, normalised once.
///
/// The score of a photo is its cosine with the query plus [#product]. The scalar products of the
/// photo with the contribution of each kind of part add up to the cosine. A model that embeds
/// prompts gives one vector for the image and the text, and an [ExcludedPenalty] lowers the scores.
/// Feedback moves the query, see [#moved].
final class Query {
  /// The kinds of parts that count; excluded text is possible with each.
  enum Kind {
    IMAGES,
    TEXTS,
    COMPOSED
  }

  private final Kind kind;
  private final float[] unit;
  private final float @Nullable [] images;
  private final float @Nullable [] texts;
  private final float @Nullable [] excluded;
  private final List<float[]> partUnits;
  private final double productFactor;
  private final double partSimilarity;

  /// Whether the images are one image that was embedded together with the text.
  private final boolean together;

  private final @Nullable ExcludedPenalty penalty;
  private final @Nullable QueryFeedback feedback;

  private Query(
      Kind kind,
      float[] unit,
      float @Nullable [] images,
      float @Nullable [] texts,
      float @Nullable [] excluded,
      List<float[]> partUnits,
      double productFactor,
      boolean together,
      @Nullable ExcludedPenalty penalty,
      @Nullable QueryFeedback feedback) {
    this.kind = kind;
    this.unit = unit;
    this.images = images;
    this.texts = texts;
    this.excluded = excluded;
    this.partUnits = partUnits;
    this.productFactor = productFactor;
    this.partSimilarity =
        kind == Kind.COMPOSED ? scalarProduct(partUnits.getFirst(), partUnits.getLast()) : 0;
    this.together = together;
    this.penalty = penalty;
    this.feedback = feedback;
  }

  /// Composes a query; parts with a zero feature count as absent.
  ///
  /// @param balance balance between images and texts, as in [SearchRequest]
  /// @param settings the factors of the model
  /// @param text the query texts as typed, for the error
  /// @throws AkinException `QuerySaysNothing` if no positive part is left or the parts cancel out
  static Query compose(
      List<WeightedFeature> images,
      List<WeightedFeature> texts,
      List<WeightedFeature> excluded,
      double balance,
      RankingSettings settings,
      String text) {
    double @Nullable [] imageMean = WeightedFeature.mean(images);
    double @Nullable [] textMean = WeightedFeature.mean(texts);
    double @Nullable [] excludedMean = WeightedFeature.mean(excluded);
    double @Nullable [] positiveMean = imageMean != null ? imageMean : textMean;
    if (positiveMean == null) {
      throw new AkinException(new Problem.QuerySaysNothing(text));
    }
    double imageFactor = 1;
    double textFactor = 1;
    boolean both = imageMean != null && textMean != null;
    if (both) {
      // Exactly 1 for the neutral balance, which gives the plain sum.
      imageFactor = Math.min(1, 2 * (1 - balance));
      textFactor = Math.min(1, 2 * balance);
    }
    double imageScale = both ? imageFactor / settings.textFactor() : 1;
    double[] sum = new double[positiveMean.length];
    add(sum, imageMean, imageScale);
    add(sum, textMean, textFactor);
    add(sum, excludedMean, -settings.excludedFactor());
    double norm = norm(sum);
    // Excluding exactly what is searched for cancels out even if it counts less.
    double[] plain = new double[sum.length];
    add(plain, imageMean, imageFactor);
    add(plain, textMean, textFactor);
    add(plain, excludedMean, -1);
    if (norm < Embedding.ZERO_NORM || norm(plain) < Embedding.ZERO_NORM) {
      throw new AkinException(new Problem.QuerySaysNothing(text));
    }
    Kind kind = kind(imageMean != null && imageFactor > 0, textMean != null && textFactor > 0);
    return new Query(
        kind,
        scaled(sum, 1 / norm),
        imageMean == null ? null : scaled(imageMean, imageScale / norm),
        textMean == null ? null : scaled(textMean, textFactor / norm),
        excludedMean == null ? null : scaled(excludedMean, -settings.excludedFactor() / norm),
        partUnits(kind, imageMean, textMean),
        kind == Kind.COMPOSED ? settings.productFactor() * imageFactor * textFactor : 0,
        false,
        null,
        null);
  }

  /// Returns a query of a model that embeds prompts.
  ///
  /// @param part the image, the text or both together; not zero
  /// @param kind the kind of the part; [Kind#COMPOSED] for both together
  /// @param penalty what excluded texts take from scores, if there are any
  static Query prompt(Embedding part, Kind kind, Optional<ExcludedPenalty> penalty) {
    float[] unit = part.unit();
    boolean together = kind == Kind.COMPOSED;
    return new Query(
        // There are no similarities with the image and with the text alone.
        together ? Kind.IMAGES : kind,
        unit,
        kind == Kind.TEXTS ? null : unit,
        kind == Kind.TEXTS ? unit : null,
        null,
        List.of(unit),
        0,
        together,
        penalty.orElse(null),
        null);
  }

  /// Returns the query moved by feedback. The other parts keep their relative shares; floors of the
  /// model that judge the similarity to the text alone do not hold for photos that are like those
  /// that are right, which are compared with these, too.
  ///
  /// @param shift what feedback adds to the unit vector of the query
  /// @param settings the settings of the model
  Query moved(FeedbackShift shift, RankingSettings settings) {
    double[] sum = new double[unit.length];
    add(sum, unit, 1);
    add(sum, shift.vector(), 1);
    double norm = norm(sum);
    if (norm < Embedding.ZERO_NORM) {
      // The photos that are wrong are all that the query asks for.
      return this;
    }
    boolean floors = !settings.equals(RankingSettings.SUM) && kind != Kind.IMAGES;
    return new Query(
        kind,
        scaled(sum, 1 / norm),
        scaled(images, 1 / norm),
        scaled(texts, 1 / norm),
        scaled(excluded, 1 / norm),
        partUnits,
        productFactor,
        together,
        penalty,
        new QueryFeedback(
            scaled(withFeedback(shift), 1 / norm), null, 0, floors ? shift.moreUnit() : null));
  }

  /// Returns the query with feedback that orders the photos it finds: the score of a photo has the
  /// scalar product with the shift as a further term. For models that embed prompts, whose vectors
  /// of queries are not sums.
  ///
  /// @param shift what feedback adds to the unit vector of the query
  Query ordered(FeedbackShift shift) {
    double norm = norm(shift.vector());
    return norm < Embedding.ZERO_NORM
        ? this
        : new Query(
            kind,
            unit,
            images,
            texts,
            excluded,
            partUnits,
            productFactor,
            together,
            penalty,
            new QueryFeedback(
                scaled(withFeedback(shift), 1), scaled(shift.vector(), 1 / norm), norm, null));
  }

  private double[] withFeedback(FeedbackShift shift) {
    double[] sum = shift.vector().clone();
    if (feedback != null) {
      add(sum, feedback.vector(), 1);
    }
    return sum;
  }

  /// Returns a query of photos that are right, whose share in scores is that of feedback.
  Query asFeedback() {
    return new Query(
        kind,
        unit,
        null,
        null,
        excluded,
        partUnits,
        productFactor,
        false,
        penalty,
        new QueryFeedback(unit, null, 0, null));
  }

  /// Returns the kinds of parts that count: at a balance of 0 or 1 only one kind does.
  Kind kind() {
    return kind;
  }

  /// Returns the unit vector of the query; shared, must not be modified.
  float[] unit() {
    return unit;
  }

  /// Returns the unit vectors of the mean image feature and of the mean text feature, in this
  /// order, without that of a kind that does not count. Shared, must not be modified.
  List<float[]> partUnits() {
    return partUnits;
  }

  /// Returns the unit vectors whose cosines the score of a photo depends on in addition to that of
  /// the query. Shared, must not be modified.
  ///
  /// @param settings the settings of the model
  List<float[]> comparedUnits(RankingSettings settings) {
    List<float[]> units = new ArrayList<>();
    if (penalty != null) {
      units.add(penalty.unit());
    } else if (!settings.equals(RankingSettings.SUM)) {
      units.addAll(partUnits);
    }
    if (feedback != null) {
      units.addAll(feedback.comparedUnits());
    }
    return units;
  }

  /// Returns those of values for [#comparedUnits] that are not about feedback.
  <T> List<T> ofParts(List<T> compared) {
    int others = feedback == null ? 0 : feedback.comparedUnits().size();
    return compared.subList(0, Math.max(0, compared.size() - others));
  }

  /// Returns what feedback adds to the score of a photo; 0 for a moved query, whose cosine has it.
  ///
  /// @param others the cosines with [#comparedUnits]
  double feedbackTerm(List<Float> others) {
    return feedback == null ? 0 : feedback.term(others);
  }

  /// Returns the cosine of a photo with the mean of the photos that are right; NaN if floors do not
  /// need it.
  ///
  /// @param others the cosines with [#comparedUnits]
  double moreCosine(List<Float> others) {
    return feedback == null ? Double.NaN : feedback.moreCosine(others);
  }

  /// Returns whether the score of a photo is its cosine with the query.
  boolean isCosine() {
    return productFactor == 0 && penalty == null && (feedback == null || !feedback.hasTerm());
  }

  /// Returns what excluded texts take from the score of a photo.
  ///
  /// @param others the cosines with [#comparedUnits]
  double penalty(List<Float> others) {
    return penalty == null ? 0 : penalty.of(others.getFirst());
  }

  /// Returns whether the score of a photo has an [ExcludedPenalty].
  boolean hasPenalty() {
    return penalty != null;
  }

  /// Returns whether [#product] can be other than 0.
  boolean hasProduct() {
    return productFactor > 0;
  }

  /// Returns the product of image and text similarity, which adds to the score of photos that match
  /// both; 0 unless the query has both and the model uses it.
  ///
  /// A photo gets it only if it is nearer to the text than the query image itself.
  ///
  /// @param imageCosine the cosine of the photo with the mean image feature
  /// @param textCosine the cosine of the photo with the mean text feature
  double product(double imageCosine, double textCosine) {
    return productFactor * Math.max(0, imageCosine) * Math.max(0, textCosine - partSimilarity);
  }

  /// Returns the share of the images in the score of a photo.
  float imageShare(float[] photo) {
    return together ? 0 : share(images, photo);
  }

  /// Returns the share of an image and a text that were embedded together in the score of a photo;
  /// 0 if they were not.
  float togetherShare(float[] photo) {
    return together ? share(images, photo) : 0;
  }

  /// Returns the share of the texts in the score of a photo.
  float textShare(float[] photo) {
    return share(texts, photo);
  }

  /// Returns the share of the excluded texts in the score of a photo, usually negative.
  float excludedShare(float[] photo) {
    return penalty == null
        ? share(excluded, photo)
        : (float) (0 - penalty.of(scalarProduct(penalty.unit(), photo)));
  }

  /// Returns the share of feedback in the score of a photo.
  float feedbackShare(float[] photo) {
    return feedback == null ? 0 : share(feedback.vector(), photo);
  }

  private static Kind kind(boolean images, boolean texts) {
    if (images && texts) {
      return Kind.COMPOSED;
    }
    return images ? Kind.IMAGES : Kind.TEXTS;
  }

  private static List<float[]> partUnits(
      Kind kind, double @Nullable [] imageMean, double @Nullable [] textMean) {
    List<float[]> units = new ArrayList<>();
    if (imageMean != null && kind != Kind.TEXTS) {
      units.add(scaled(imageMean, 1 / norm(imageMean)));
    }
    if (textMean != null && kind != Kind.IMAGES) {
      units.add(scaled(textMean, 1 / norm(textMean)));
    }
    return List.copyOf(units);
  }

  private static float share(float @Nullable [] part, float[] photo) {
    return part == null ? 0 : (float) scalarProduct(part, photo);
  }

  /// Returns the cosine of the query with a photo's unit vector.
  float cosine(float[] photo) {
    return (float) scalarProduct(unit, photo);
  }

  /// Returns the cosines of unit vectors with a photo's unit vector.
  static List<Float> cosines(List<float[]> units, float[] photo) {
    return units.stream().map(unit -> (float) scalarProduct(unit, photo)).toList();
  }
}
