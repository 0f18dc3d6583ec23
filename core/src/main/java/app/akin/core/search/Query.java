package app.akin.core.search;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Composes a query from raw features: `unit(weighted mean of images + weighted mean of texts
/// - weighted mean of excluded texts)`.
///
/// With one image and one text of weight 1 it equals BGE-VL's `encode(image, text)`: the sum of the
/// raw features, normalised once.
///
/// A query is one vector plus the contribution of each kind of part to it. The scalar products of a
/// photo with the contributions are the shares of its score and add up to it.
final class Query {
  /// The raw feature and the weight of a part.
  record Part(Embedding embedding, double weight) {}

  private final float[] unit;
  private final float @Nullable [] images;
  private final float @Nullable [] texts;
  private final float @Nullable [] excluded;

  private Query(
      float[] unit,
      float @Nullable [] images,
      float @Nullable [] texts,
      float @Nullable [] excluded) {
    this.unit = unit;
    this.images = images;
    this.texts = texts;
    this.excluded = excluded;
  }

  /// Composes a query; parts with a zero feature count as absent.
  ///
  /// @param balance balance between images and texts, as in [SearchRequest]
  /// @param text the query texts as typed, for the error
  /// @throws AkinException `QUERY_SAYS_NOTHING` if no positive part is left or the parts cancel out
  static Query compose(
      List<Part> images, List<Part> texts, List<Part> excluded, double balance, String text) {
    double @Nullable [] imageMean = mean(images);
    double @Nullable [] textMean = mean(texts);
    double @Nullable [] excludedMean = mean(excluded);
    double @Nullable [] positiveMean = imageMean != null ? imageMean : textMean;
    if (positiveMean == null) {
      throw new AkinException(Problem.QUERY_SAYS_NOTHING, text);
    }
    if (imageMean != null && textMean != null) {
      // Exactly 1 for the neutral balance, which gives the plain sum.
      scale(imageMean, Math.min(1, 2 * (1 - balance)));
      scale(textMean, Math.min(1, 2 * balance));
    }
    double[] sum = new double[positiveMean.length];
    add(sum, imageMean, 1);
    add(sum, textMean, 1);
    add(sum, excludedMean, -1);
    double norm = 0;
    for (double value : sum) {
      norm += value * value;
    }
    norm = Math.sqrt(norm);
    if (norm < Embedding.ZERO_NORM) {
      throw new AkinException(Problem.QUERY_SAYS_NOTHING, text);
    }
    return new Query(
        scaled(sum, 1 / norm),
        imageMean == null ? null : scaled(imageMean, 1 / norm),
        textMean == null ? null : scaled(textMean, 1 / norm),
        excludedMean == null ? null : scaled(excludedMean, -1 / norm));
  }

  /// Returns the unit vector of the query; shared, must not be modified.
  float[] unit() {
    return unit;
  }

  /// Returns the share of the images in the score of a photo.
  float imageShare(float[] photo) {
    return share(images, photo);
  }

  /// Returns the share of the texts in the score of a photo.
  float textShare(float[] photo) {
    return share(texts, photo);
  }

  /// Returns the share of the excluded texts in the score of a photo, usually negative.
  float excludedShare(float[] photo) {
    return share(excluded, photo);
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
      if (embedding.isZero()) {
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
