package app.akin.core.store;

import app.akin.core.photo.ContentId;
import java.util.List;

/// Photos whose text matches, best first.
///
/// @param contents the best of them, by their primary contents
/// @param count number of all that were counted
/// @param more whether there are more, which were not counted
public record TextMatches(List<ContentId> contents, int count, boolean more) {
  /// No photo.
  public static final TextMatches NONE = new TextMatches(List.of(), 0, false);

  /// Copies the list.
  public TextMatches {
    contents = List.copyOf(contents);
  }
}
