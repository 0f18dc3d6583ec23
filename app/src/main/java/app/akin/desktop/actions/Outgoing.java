package app.akin.desktop.actions;

import app.akin.core.photo.ContentId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Photos on their way to another program, by clipboard or by drag. Immutable.
///
/// @param contents which photos
/// @param files a file of each that is there
public record Outgoing(List<ContentId> contents, List<Path> files) {
  /// The photos as Akin's own search takes them.
  String ids() {
    return contents.stream()
        .map(content -> Long.toString(content.value()))
        .collect(Collectors.joining(" "));
  }

  /// The files' paths, a line each.
  String paths() {
    return files.stream().map(Path::toString).collect(Collectors.joining("\n"));
  }
}
