package app.akin.core.search;

import java.nio.file.Path;

/// One part of a query. Weights are relative within a kind, and a kind's weighted mean counts as
/// one part: with one picture and one text at weight 1 the query is the plain sum of their raw
/// features (`BGE-VL`'s own way of composing).
public sealed interface QueryPart {
  /// How much this part counts beside others of its kind, positive.
  double weight();

  /// The same part with another weight.
  QueryPart weighing(double other);

  /// The found photos look like this picture.
  ///
  /// @param picture the picture
  /// @param crop the part of it that is meant
  record Picture(QueryPicture picture, Crop crop, double weight) implements QueryPart {
    /// The whole of a picture in a file.
    public Picture(Path file, double weight) {
      this(new QueryPicture.File(file), Crop.WHOLE, weight);
    }

    @Override
    public Picture weighing(double other) {
      return new Picture(picture, crop, other);
    }
  }

  /// The found photos are as these words say.
  record Words(String text, double weight) implements QueryPart {
    @Override
    public Words weighing(double other) {
      return new Words(text, other);
    }
  }

  /// The found photos are not as these words say.
  record Minus(String text, double weight) implements QueryPart {
    @Override
    public Minus weighing(double other) {
      return new Minus(text, other);
    }
  }
}
