package app.akin.core.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file in a shared folder with its ID, by which every computer recognizes the folder, whatever
/// its path is there.
///
/// @param folder where the shared folder is on this computer
/// @param id its ID
record FolderMarker(Path folder, UUID id) {
  private static final Logger log = LoggerFactory.getLogger(FolderMarker.class);

  private static final String FILE = ".akin-folder";

  /// Returns the marker of the shared folder that contains a folder, or is it.
  static Optional<FolderMarker> find(Path folder) {
    for (Path parent = folder; parent != null; parent = parent.getParent()) {
      Optional<UUID> id = read(parent.resolve(FILE));
      if (id.isPresent()) {
        return Optional.of(new FolderMarker(parent, id.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<UUID> read(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Optional.of(UUID.fromString(Files.readString(file).strip()))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      log.info("cannot read {}", file, e);
      return Optional.empty();
    }
  }

  /// Returns whether the folder can be written to.
  boolean isPossible() {
    return Files.isWritable(folder);
  }

  /// Writes the marker, if the folder can be written to.
  void write() {
    try {
      Files.writeString(folder.resolve(FILE), id + System.lineSeparator());
    } catch (IOException e) {
      log.info("cannot mark {}: {}", folder, e.toString());
    }
  }
}
