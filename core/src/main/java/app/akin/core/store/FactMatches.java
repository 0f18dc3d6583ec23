package app.akin.core.store;

import app.akin.core.photo.ContentId;
import java.util.List;

/// Photos that match a filter, newest first.
///
/// @param contents their primary contents; those without a date come last, by the time of their
///   files
/// @param dated number of photos with a date
public record FactMatches(List<ContentId> contents, int dated) {
  /// Copies the list.
  public FactMatches {
    contents = List.copyOf(contents);
  }
}
