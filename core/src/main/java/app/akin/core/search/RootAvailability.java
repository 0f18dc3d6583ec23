package app.akin.core.search;

import app.akin.core.scan.RootPresence;
import app.akin.core.scan.Volumes;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.Root;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Availability of the folders of the library, determined once per folder and only if a result is
/// in it. Not thread-safe; used for one answer.
final class RootAvailability {
  private final CatalogueReader catalogue;
  private final List<Root> roots;
  private final Volumes volumes;
  private final Map<Long, Boolean> unavailable = new HashMap<>();

  RootAvailability(CatalogueReader catalogue, Volumes volumes) {
    this.catalogue = catalogue;
    this.roots = catalogue.roots();
    this.volumes = volumes;
  }

  /// Returns whether a file is in an unavailable folder of the library.
  boolean isUnavailable(Path file) {
    for (Root root : roots) {
      if (file.startsWith(root.path())) {
        return unavailable.computeIfAbsent(
            root.id(),
            _ ->
                !RootPresence.of(
                        root.path(),
                        root.volumeUid(),
                        () -> catalogue.fileCount(root.id()),
                        volumes)
                    .isAvailable());
      }
    }
    return false;
  }
}
