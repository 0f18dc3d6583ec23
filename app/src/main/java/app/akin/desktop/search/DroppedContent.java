package app.akin.desktop.search;

import app.akin.core.photo.ContentId;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// Dropped, pasted or chosen content, independent of the platform's dragboard and clipboard.
public sealed interface DroppedContent {
  /// Files or folders.
  record Files(List<Path> paths) implements DroppedContent {
    /// Copies the list.
    public Files {
      paths = List.copyOf(paths);
    }
  }

  /// The bytes of an image file; must not be modified.
  // Compared by identity, to avoid comparing megabytes.
  @SuppressWarnings("ArrayRecordComponent")
  record Picture(byte[] bytes) implements DroppedContent {}

  /// The URL of an image.
  record Address(URI address) implements DroppedContent {}

  /// Photos of the library.
  record Photos(List<ContentId> contents) implements DroppedContent {
    /// Copies the list.
    public Photos {
      contents = List.copyOf(contents);
    }
  }

  /// Text.
  record Text(String text) implements DroppedContent {}
}
