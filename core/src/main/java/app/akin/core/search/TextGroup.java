package app.akin.core.search;

import java.util.List;

/// The photos in which all words of a query are written, beside its results.
///
/// @param results the best of them; a stack is one result if the request folds stacks
/// @param count number of all that were counted
/// @param more whether there are more, which were not counted
/// @param unread number of photos of the library whose text was not read yet
public record TextGroup(List<SearchResult> results, int count, boolean more, int unread) {
  /// No photo.
  public static final TextGroup NONE = new TextGroup(List.of(), 0, false, 0);

  /// Copies the list.
  public TextGroup {
    results = List.copyOf(results);
  }
}
