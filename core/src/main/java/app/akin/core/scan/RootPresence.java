package app.akin.core.scan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The availability of a root.
public enum RootPresence {
  /// It is available.
  PRESENT,
  /// Its path does not exist or is not a readable folder.
  ABSENT,
  /// Its folder is empty, which is typical of a mount point whose volume is not mounted.
  EMPTY,
  /// Its path is now on another volume.
  OTHER_VOLUME;

  /// Determines the availability of a root.
  ///
  /// @param uid the ID of the volume it was on; empty if unknown
  public static RootPresence of(Path root, String uid, Volumes volumes) {
    if (!Files.isDirectory(root)) {
      return ABSENT;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      if (!entries.iterator().hasNext()) {
        return EMPTY;
      }
    } catch (IOException | DirectoryIteratorException e) {
      // An unreadable folder does not count as empty, so that its photos stay in the library.
      return ABSENT;
    }
    String currentUid = uid.isEmpty() ? "" : volumes.locate(root).volume().uid();
    return currentUid.isEmpty() || currentUid.equals(uid) ? PRESENT : OTHER_VOLUME;
  }
}
