package app.akin.core.store;

import java.nio.file.Path;
import java.util.List;

/// A folder whose photos belong to the library.
///
/// @param id its row in the catalogue, positive
/// @param path where it is, absolute
/// @param exclusions folders in it that are left out with all they hold, as text relative to it,
///   sorted
/// @param volumeUid the id of the volume it lies on; empty where none is known
/// @param location its place on that volume, names parted by `/`
/// @param minBytes smaller files of it are left out; 0 for none
/// @param minPixels pictures of it whose shorter side has fewer pixels are left out; 0 for none
public record Root(
    long id,
    Path path,
    List<String> exclusions,
    String volumeUid,
    String location,
    long minBytes,
    long minPixels) {
  /// A root of which the system says no volume.
  public Root(long id, Path path, List<String> exclusions) {
    this(id, path, exclusions, "", "", 0, 0);
  }
}
