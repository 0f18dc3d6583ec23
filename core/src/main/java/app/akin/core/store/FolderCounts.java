package app.akin.core.store;

import java.util.List;

/// Numbers of files directly in a folder that are not indexed.
///
/// @param videos number of videos, without those of live photos
/// @param companions number of videos of live photos
/// @param others number of files that are left out because of their names
/// @param otherNames names of some of those, without line breaks
public record FolderCounts(long videos, long companions, long others, List<String> otherNames) {
  /// No files.
  public static final FolderCounts NONE = new FolderCounts(0, 0, 0, List.of());

  /// Copies the list.
  public FolderCounts {
    otherNames = List.copyOf(otherNames);
  }
}
