package app.akin.core.search;

import app.akin.core.scan.Presence;
import app.akin.core.scan.Volumes;
import app.akin.core.store.Root;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which of the library's folders can be reached, looked at once for each and only where a result
/// lies in it. For one thread and one answer.
final class RootAvailability {
  private final List<Root> roots;
  private final Volumes volumes;
  private final Map<Long, Boolean> away = new HashMap<>();

  RootAvailability(List<Root> roots, Volumes volumes) {
    this.roots = roots;
    this.volumes = volumes;
  }

  /// Whether a file lies in a folder of the library that is away.
  boolean isAway(Path file) {
    for (Root root : roots) {
      if (file.startsWith(root.path())) {
        return away.computeIfAbsent(
            root.id(), _ -> Presence.of(root.path(), root.uid(), volumes) != Presence.PRESENT);
      }
    }
    return false;
  }
}
