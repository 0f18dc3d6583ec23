package app.akin.core.search;

import app.akin.core.photo.ContentKey;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/// A photo of a shared library.
///
/// @param key the key of its content
/// @param date date taken, otherwise the time of its file
/// @param dated whether the date is more than the time of its file
/// @param files its files, at least one; those available on this computer first
public record SharedPhotoInfo(ContentKey key, LocalDateTime date, boolean dated, List<File> files) {
  /// Copies the list.
  public SharedPhotoInfo {
    files = List.copyOf(files);
  }

  /// A file.
  ///
  /// @param folder the name of the shared folder
  /// @param path its path in the folder, names separated by `/`
  /// @param desk the name of the library that publishes it; empty if none does at present
  /// @param local its path on this computer; empty if the folder is not available here
  public record File(String folder, String path, String desk, Optional<Path> local) {}
}
