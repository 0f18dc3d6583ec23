package app.akin.core.search;

import java.nio.file.Path;

/// A part of a query. Weights are relative within a kind, and the weighted mean of a kind counts as
/// one part: with one image and one text of weight 1 the query is the plain sum of their raw
/// features, as in BGE-VL.
public sealed interface QueryPart {
  /// Returns the positive weight of this part relative to others of its kind.
  double weight();

  /// Returns the part with another weight.
  QueryPart withWeight(double other);

  /// A query image: results resemble it.
  ///
  /// @param image the image
  /// @param crop the part of it to use
  record Image(QueryImage image, Crop crop, double weight) implements QueryPart {
    /// Creates a part from a whole image file.
    public Image(Path file, double weight) {
      this(new QueryImage.File(file), Crop.WHOLE, weight);
    }

    @Override
    public Image withWeight(double other) {
      return new Image(image, crop, other);
    }
  }

  /// A query text: results match it.
  record Text(String text, double weight) implements QueryPart {
    @Override
    public Text withWeight(double other) {
      return new Text(text, other);
    }
  }

  /// An excluded text: results do not match it.
  record ExcludedText(String text, double weight) implements QueryPart {
    @Override
    public ExcludedText withWeight(double other) {
      return new ExcludedText(text, other);
    }
  }
}
