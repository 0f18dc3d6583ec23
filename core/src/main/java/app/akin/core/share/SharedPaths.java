package app.akin.core.share;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Paths in shared folders, which other computers have written.
final class SharedPaths {
  private SharedPaths() {}

  /// Returns the path of a file on this computer. Empty if the system can't have such a path, or if
  /// it leads out of the folder.
  ///
  /// @param mount where the shared folder is
  /// @param path the path in the folder, names separated by `/`
  static Optional<Path> resolve(Path mount, String path) {
    try {
      Path root = mount.normalize();
      Path file = root.resolve(path).normalize();
      return file.startsWith(root) && !file.equals(root) ? Optional.of(file) : Optional.empty();
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
