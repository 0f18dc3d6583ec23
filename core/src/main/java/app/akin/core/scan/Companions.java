package app.akin.core.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lies beside the photos of one folder: their sidecars, and videos. For one thread.
final class Companions {
  private static final String SIDECAR = ".xmp";

  private static final Set<String> VIDEOS =
      Set.of(
          "mp4", "m4v", "mov", "qt", "avi", "mkv", "webm", "mts", "m2ts", "mpg", "mpeg", "wmv",
          "3gp", "3g2", "insv", "mod", "tod", "asf", "flv", "ogv");

  private final Map<String, FoundFile> sidecars = new HashMap<>();
  private int videos;

  /// Whether a file of this name is a sidecar or a video.
  static boolean isOne(String name) {
    return isSidecar(name) || isVideo(name);
  }

  static boolean isSidecar(String name) {
    return name.regionMatches(true, name.length() - SIDECAR.length(), SIDECAR, 0, SIDECAR.length());
  }

  private static boolean isVideo(String name) {
    int dot = name.lastIndexOf('.');
    return dot >= 0 && VIDEOS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
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

  /// Gives each file its sidecar: `IMG_1.CR2.xmp` before `IMG_1.xmp`.
  List<FoundFile> joined(List<FoundFile> files) {
    return sidecars.isEmpty()
        ? files
        : files.stream().map(file -> file.with(of(file.name().toLowerCase(Locale.ROOT)))).toList();
  }

  private @Nullable FoundFile of(String name) {
    FoundFile own = sidecars.get(name + SIDECAR);
    int dot = name.lastIndexOf('.');
    return own != null || dot <= 0 ? own : sidecars.get(name.substring(0, dot) + SIDECAR);
  }
}
