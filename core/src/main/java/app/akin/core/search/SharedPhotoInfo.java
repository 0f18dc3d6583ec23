package app.akin.core.search;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.DatePrecision;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/// A photo of a shared library.
///
/// @param key the key of its content
/// @param date date taken, otherwise the time of its file
/// @param dated whether the date is more than the time of its file
/// @param precision what is known of the date
/// @param width its width in pixels, as shown; 0 if unknown
/// @param height its height in pixels; 0 if unknown
/// @param files its files, at least one; those available on this computer first
public record SharedPhotoInfo(
    ContentKey key,
    LocalDateTime date,
    boolean dated,
    DatePrecision precision,
    int width,
    int height,
    List<File> files) {
  /// Copies the list.
  public SharedPhotoInfo {
    files = List.copyOf(files);
  }

  /// Returns its path on this computer; empty if it is not available here.
  public Optional<Path> local() {
    return files.getFirst().local();
  }

  /// A file.
  ///
  /// @param folder the name of the shared folder
  /// @param path its path in the folder, names separated by `/`
  /// @param bytes its size
  /// @param desk the name of the library that publishes it; empty if none does at present
  /// @param local its path on this computer; empty if the folder is not available here
  public record File(String folder, String path, long bytes, String desk, Optional<Path> local) {}
}
