package app.akin.core.evaluation.data;

import java.util.List;

/// The parts of a labelled query.
///
/// @param images the query images
/// @param words the query texts
/// @param excluded the excluded texts
/// @param paraphrases other texts with the meaning of the query texts; no part of the query
public record QueryParts(
    List<Picture> images, List<String> words, List<String> excluded, List<String> paraphrases) {
  /// Creates the parts of a query.
  public QueryParts {
    images = List.copyOf(images);
    words = List.copyOf(words);
    excluded = List.copyOf(excluded);
    paraphrases = List.copyOf(paraphrases);
  }

  /// Creates a query of one image and one text.
  QueryParts(Picture image, String words) {
    this(List.of(image), List.of(words), List.of(), List.of());
  }
}
