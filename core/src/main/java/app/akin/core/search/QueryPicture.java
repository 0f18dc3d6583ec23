package app.akin.core.search;

import app.akin.core.photo.ContentId;
import java.nio.file.Path;

/// A picture to ask with, wherever it is.
public sealed interface QueryPicture {
  /// A picture in a file, of the library or not.
  ///
  /// @param path the file
  record File(Path path) implements QueryPicture {}

  /// A picture that is in no file of ours: pasted, or dragged from another program. Two are the
  /// same only where they share their array.
  ///
  /// @param name what to call it when something is wrong with it
  /// @param bytes an image file of any format that is read; shared, read only
  // Compared by identity: nothing compares megabytes by accident.
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(String name, byte[] bytes) implements QueryPicture {}

  /// A picture of the library. The feature that is stored for it is used, and nothing is decoded
  /// unless only a part of it is meant.
  ///
  /// @param content its row in the catalogue
  record Photo(ContentId content) implements QueryPicture {}
}
