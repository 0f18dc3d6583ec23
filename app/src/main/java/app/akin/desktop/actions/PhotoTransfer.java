package app.akin.desktop.actions;

import app.akin.core.photo.ContentId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Photos to transfer by clipboard or drag. Immutable.
///
/// @param contents ids of the photos
/// @param files one file of each available photo
public record PhotoTransfer(List<ContentId> contents, List<Path> files) {
  /// Returns the photo ids in the format of [app.akin.desktop.search.ClipboardReader].
  String ids() {
    return contents.stream()
        .map(content -> Long.toString(content.value()))
        .collect(Collectors.joining(" "));
  }

  /// Returns the paths, one per line.
  String paths() {
    return files.stream().map(Path::toString).collect(Collectors.joining("\n"));
  }
}
