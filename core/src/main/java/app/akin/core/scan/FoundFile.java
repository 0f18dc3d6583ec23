package app.akin.core.scan;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that may be a photo, found by a scan.
///
/// @param path absolute path
/// @param name file name in the lossless form of [app.akin.core.photo.PathText]
/// @param size size in bytes
/// @param modified nanoseconds since 1970, in the file system's precision
/// @param changed time of the last change of the file or its attributes, in nanoseconds since 1970;
///   0 if unknown
/// @param key id of the file in its file system; 0 if unknown
/// @param sidecar its XMP sidecar; null for none
/// @param takeout its Google Takeout file; null for none
/// @param picasa the file in which Picasa describes the photos of its folder; null for none
public record FoundFile(
    Path path,
    String name,
    long size,
    long modified,
    long changed,
    long key,
    @Nullable FoundFile sidecar,
    @Nullable FoundFile takeout,
    @Nullable FoundFile picasa) {
  /// Creates a file without sidecars.
  public FoundFile(Path path, String name, long size, long modified, long changed, long key) {
    this(path, name, size, modified, changed, key, null, null, null);
  }

  /// Returns a copy with the given sidecars.
  public FoundFile withSidecars(
      @Nullable FoundFile xmp, @Nullable FoundFile json, @Nullable FoundFile ini) {
    return new FoundFile(path, name, size, modified, changed, key, xmp, json, ini);
  }
}
