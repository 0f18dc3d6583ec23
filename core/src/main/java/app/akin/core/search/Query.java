package app.akin.core.search;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The query's algebra over raw features: `unit(weighted mean of pictures + weighted mean of texts
/// - weighted mean of minus texts)`.
///
/// With one picture and one text at weight 1 it is exactly BGE-VL's own `encode(image, text)`: the
/// sum of the raw features, normalised once.
///
/// A query is one vector and, for each kind of part, what that kind gave to it: the scalar product
/// of a photo with the kinds' vectors are the shares of its score and add up to it.
final class Query {
  /// One part's raw feature and its weight.
  record Part(Embedding embedding, double weight) {}

  private final float[] unit;
  private final float @Nullable [] pictures;
  private final float @Nullable [] words;
  private final float @Nullable [] minus;

  private Query(
      float[] unit,
      float @Nullable [] pictures,
      float @Nullable [] words,
      float @Nullable [] minus) {
    this.unit = unit;
    this.pictures = pictures;
    this.words = words;
    this.minus = minus;
  }

  /// Composes a query; parts whose feature is nothing count as absent.
  ///
  /// @param balance how pictures and words count where there are both, as a [SearchRequest] says it
  /// @param text the query's texts as typed, for the error
  /// @throws AkinException `QUERY_SAYS_NOTHING` where no positive part is left or the parts cancel
  ///   out
  static Query compose(
      List<Part> pictures, List<Part> words, List<Part> minus, double balance, String text) {
    double @Nullable [] pictureMean = mean(pictures);
    double @Nullable [] wordMean = mean(words);
    double @Nullable [] minusMean = mean(minus);
    double @Nullable [] some = pictureMean != null ? pictureMean : wordMean;
    if (some == null) {
      throw new AkinException(Problem.QUERY_SAYS_NOTHING, text);
    }
    if (pictureMean != null && wordMean != null) {
      // Exactly 1 in the middle, so that the sum there is the plain one.
      scale(pictureMean, Math.min(1, 2 * (1 - balance)));
      scale(wordMean, Math.min(1, 2 * balance));
    }
    double[] sum = new double[some.length];
    add(sum, pictureMean, 1);
    add(sum, wordMean, 1);
    add(sum, minusMean, -1);
    double norm = 0;
    for (double value : sum) {
      norm += value * value;
    }
    norm = Math.sqrt(norm);
    if (norm < Embedding.NOTHING) {
      throw new AkinException(Problem.QUERY_SAYS_NOTHING, text);
    }
    return new Query(
        scaled(sum, 1 / norm),
        pictureMean == null ? null : scaled(pictureMean, 1 / norm),
        wordMean == null ? null : scaled(wordMean, 1 / norm),
        minusMean == null ? null : scaled(minusMean, -1 / norm));
  }

  /// The direction to look in, length 1; shared, read only.
  float[] unit() {
    return unit;
  }

  /// What the pictures give to a photo's score.
  float imageShare(float[] photo) {
    return share(pictures, photo);
  }

  /// What the words give to a photo's score.
  float textShare(float[] photo) {
    return share(words, photo);
  }

  /// What the minus words give to a photo's score: a number to add.
  float minusShare(float[] photo) {
    return share(minus, photo);
  }

  private static float share(float @Nullable [] part, float[] photo) {
    if (part == null) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < photo.length; i++) {
      sum += (double) part[i] * photo[i];
    }
    return (float) sum;
  }

  private static double @Nullable [] mean(List<Part> parts) {
    double @Nullable [] sum = null;
    double weights = 0;
    for (Part part : parts) {
      Embedding embedding = part.embedding();
      if (embedding.isNothing()) {
        continue;
      }
      if (sum == null) {
        sum = new double[embedding.dimension()];
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part.weight() * embedding.norm() * embedding.unit()[i];
      }
      weights += part.weight();
    }
    if (sum != null) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] /= weights;
      }
    }
    return sum;
  }

  private static void add(double[] sum, double @Nullable [] part, int sign) {
    for (int i = 0; part != null && i < sum.length; i++) {
      sum[i] += sign * part[i];
    }
  }

  private static void scale(double[] vector, double factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }

  private static float[] scaled(double[] vector, double factor) {
    float[] result = new float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      result[i] = (float) (vector[i] * factor);
    }
    return result;
  }
}
