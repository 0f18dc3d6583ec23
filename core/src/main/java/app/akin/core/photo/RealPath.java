package app.akin.core.photo;

import java.io.IOException;
import java.nio.file.Path;

/// Resolves symbolic links, so that paths of one folder under several names compare equal.
public final class RealPath {
  private RealPath() {}

  /// Returns the absolute path without links. Of a path that does not exist, the links of the
  /// existing folders above it are resolved.
  public static Path of(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      return absolute.toRealPath();
    } catch (IOException e) {
      Path parent = absolute.getParent();
      Path name = absolute.getFileName();
      return parent == null || name == null
          ? absolute.normalize()
          : of(parent).resolve(name).normalize();
    }
  }
}
