package app.akin.core.scan;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that may be a photo, as the walk found it.
///
/// @param path where it is, absolute
/// @param name its last name as text that loses nothing, relative to its folder
/// @param size bytes
/// @param modified nanoseconds since 1970, as fine as the file system tells
/// @param sidecar the XMP file that programs keep beside it; null for none
public record FoundFile(
    Path path, String name, long size, long modified, @Nullable FoundFile sidecar) {
  /// The same file with a sidecar.
  public FoundFile withSidecar(@Nullable FoundFile beside) {
    return new FoundFile(path, name, size, modified, beside);
  }
}
