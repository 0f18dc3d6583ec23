package app.akin.core.search;

import app.akin.core.photo.ContentId;
import java.nio.file.Path;

/// A query image.
public sealed interface QueryImage {
  /// Returns the size in bytes of the largest file that is read as a query image.
  static long maxBytes() {
    return QueryPartEmbedder.maxBytes();
  }

  /// An image file, inside or outside of the library.
  ///
  /// @param path the file
  record File(Path path) implements QueryImage {}

  /// Image data that was pasted or dragged from another program. Equality is that of the array
  /// instance.
  ///
  /// @param name name for error messages
  /// @param bytes an image file of any supported format; shared, must not be modified
  // Compared by identity, to avoid comparing megabytes.
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(String name, byte[] bytes) implements QueryImage {}

  /// A photo of the library. Its stored feature is used, and it is decoded only for a crop.
  ///
  /// @param content its content
  record Photo(ContentId content) implements QueryImage {}
}
