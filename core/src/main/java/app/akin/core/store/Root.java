package app.akin.core.store;

import java.nio.file.Path;
import java.util.List;

/// A folder whose photos belong to the library.
///
/// @param id row ID, positive
/// @param path absolute path
/// @param exclusions folders excluded with everything below them, as text relative to the root,
///   sorted
/// @param volumeUid the ID of its volume; empty if unknown
/// @param location its path on that volume, names separated by `/`
/// @param minBytes smaller files are excluded; 0 for no limit
/// @param minPixels images whose shorter side has fewer pixels are excluded; 0 for no limit
public record Root(
    long id,
    Path path,
    List<String> exclusions,
    String volumeUid,
    String location,
    long minBytes,
    long minPixels) {
  /// Creates a root whose volume is unknown.
  public Root(long id, Path path, List<String> exclusions) {
    this(id, path, exclusions, "", "", 0, 0);
  }
}
