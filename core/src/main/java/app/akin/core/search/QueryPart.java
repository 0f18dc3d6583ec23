package app.akin.core.search;

import java.nio.file.Path;

/// One part of a query. Weights are relative within a kind, and a kind's weighted mean counts as
/// one part: with one picture and one text at weight 1 the query is the plain sum of their raw
/// features (`BGE-VL`'s own way of composing).
public sealed interface QueryPart {
  /// How much this part counts beside others of its kind, positive.
  double weight();

  /// The found photos look like this picture.
  ///
  /// @param file the picture's file
  record Picture(Path file, double weight) implements QueryPart {}

  /// The found photos are as these words say.
  record Words(String text, double weight) implements QueryPart {}

  /// The found photos are not as these words say.
  record Minus(String text, double weight) implements QueryPart {}
}
