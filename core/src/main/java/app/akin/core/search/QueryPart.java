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

  /// Feedback on a result: a photo that is right or wrong. It moves the query, see
  /// [FeedbackWeights].
  ///
  /// @param image the photo; another image moves the query as well, but is never a result
  /// @param direction whether it is right or wrong
  record Feedback(QueryImage image, Direction direction, double weight) implements QueryPart {
    /// Maximum number of photos of each direction that count.
    public static final int MAX = 10;

    /// What a photo says about the query.
    public enum Direction {
      /// Results are more like this photo, which comes first among them.
      MORE,
      /// Results are less like this photo, which is left out.
      LESS
    }

    @Override
    public Feedback withWeight(double other) {
      return new Feedback(image, direction, other);
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
