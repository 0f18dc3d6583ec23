package app.akin.core.sidecar;

import java.nio.file.Path;

/// Where sidecars are written.
public sealed interface Destination {
  /// Beside the photos.
  record Beside() implements Destination {}

  /// Into a folder with one folder for each root, which has the folders of the root.
  ///
  /// @param folder absolute path, outside of all roots
  record Mirror(Path folder) implements Destination {}
}
