package app.akin.core.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the sidecars and counts the videos of one folder. Not thread-safe.
final class CompanionFiles {
  private static final String SIDECAR_EXTENSION = ".xmp";

  private static final Set<String> VIDEO_EXTENSIONS =
      Set.of(
          "mp4", "m4v", "mov", "qt", "avi", "mkv", "webm", "mts", "m2ts", "mpg", "mpeg", "wmv",
          "3gp", "3g2", "insv", "mod", "tod", "asf", "flv", "ogv");

  private final Map<String, FoundFile> sidecars = new HashMap<>();
  private int videos;

  /// Returns whether a file of this name is a sidecar or a video.
  static boolean isCompanion(String name) {
    return isSidecar(name) || isVideo(name);
  }

  static boolean isSidecar(String name) {
    return name.regionMatches(
        true,
        name.length() - SIDECAR_EXTENSION.length(),
        SIDECAR_EXTENSION,
        0,
        SIDECAR_EXTENSION.length());
  }

  private static boolean isVideo(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && VIDEO_EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  void add(FoundFile file) {
    if (isVideo(file.name())) {
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
