package app.akin.core.store;

import app.akin.core.photo.ContentId;
import java.util.List;

/// Photos whose text matches, best first.
///
/// @param contents the best of them, by their primary contents
/// @param count number of all
public record TextMatches(List<ContentId> contents, int count) {
  /// No photo.
  public static final TextMatches NONE = new TextMatches(List.of(), 0);

  /// Copies the list.
  public TextMatches {
    contents = List.copyOf(contents);
  }
}
