package app.akin.core.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the sidecars and counts the videos of one folder. Not thread-safe.
final class CompanionFiles {
  private static final String SIDECAR_EXTENSION = ".xmp";

  private final Map<String, FoundFile> sidecars = new HashMap<>();
  private int videos;

  void add(FoundFile file) {
    if (FileTypes.isVideo(file.name())) {
      videos++;
    } else {
      sidecars.put(file.name().toLowerCase(Locale.ROOT), file);
    }
  }

  int videos() {
    return videos;
  }

  /// Returns the files with their sidecars: `IMG_1.CR2.xmp` takes precedence over `IMG_1.xmp`.
  List<FoundFile> withSidecars(List<FoundFile> files) {
    return sidecars.isEmpty()
        ? files
        : files.stream()
            .map(file -> file.withSidecar(sidecarOf(file.name().toLowerCase(Locale.ROOT))))
            .toList();
  }

  private @Nullable FoundFile sidecarOf(String name) {
    FoundFile own = sidecars.get(name + SIDECAR_EXTENSION);
    int dot = name.lastIndexOf('.');
    return own != null || dot <= 0 ? own : sidecars.get(name.substring(0, dot) + SIDECAR_EXTENSION);
  }
}
