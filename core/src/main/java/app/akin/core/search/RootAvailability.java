package app.akin.core.search;

import app.akin.core.scan.RootPresence;
import app.akin.core.scan.Volumes;
import app.akin.core.store.Root;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Availability of the folders of the library, determined once per folder and only if a result is
/// in it. Not thread-safe; used for one answer.
final class RootAvailability {
  private final List<Root> roots;
  private final Volumes volumes;
  private final Map<Long, Boolean> unavailable = new HashMap<>();

  RootAvailability(List<Root> roots, Volumes volumes) {
    this.roots = roots;
    this.volumes = volumes;
  }

  /// Returns whether a file is in an unavailable folder of the library.
  boolean isUnavailable(Path file) {
    for (Root root : roots) {
      if (file.startsWith(root.path())) {
        return unavailable.computeIfAbsent(
            root.id(),
            _ -> RootPresence.of(root.path(), root.volumeUid(), volumes) != RootPresence.PRESENT);
      }
    }
    return false;
  }
}
