package app.akin.desktop.search;

import app.akin.core.photo.ContentId;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// What a person dropped, pasted or picked, as one plain value: the platform's dragboards and
/// clipboards end where it is made.
public sealed interface DroppedContent {
  /// Files or folders.
  record Files(List<Path> paths) implements DroppedContent {
    /// Keeps a copy.
    public Files {
      paths = List.copyOf(paths);
    }
  }

  /// A picture itself, as the bytes of an image file; shared, read only.
  // Compared by identity: nothing compares megabytes by accident.
  @SuppressWarnings("ArrayRecordComponent")
  record Picture(byte[] bytes) implements DroppedContent {}

  /// The address of a picture.
  record Address(URI address) implements DroppedContent {}

  /// Photos of the library, from the window's own grid.
  record Photos(List<ContentId> contents) implements DroppedContent {
    /// Keeps a copy.
    public Photos {
      contents = List.copyOf(contents);
    }
  }

  /// Words.
  record Text(String text) implements DroppedContent {}
}
