package app.akin.core.scan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether a root is there now.
public enum RootPresence {
  /// It is there.
  PRESENT,
  /// Its path leads nowhere.
  ABSENT,
  /// Its path is a folder that holds nothing, as a mount point does whose volume is away.
  EMPTY,
  /// Its path is a folder on another volume than before.
  OTHER_VOLUME;

  /// Looks at a root.
  ///
  /// @param uid the id of the volume it was on; empty where none was known
  public static RootPresence of(Path root, String uid, Volumes volumes) {
    if (!Files.isDirectory(root)) {
      return ABSENT;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      if (!entries.iterator().hasNext()) {
        return EMPTY;
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A folder that cannot be read is no folder without photos: they are kept.
      return ABSENT;
    }
    String now = uid.isEmpty() ? "" : volumes.locate(root).volume().uid();
    return now.isEmpty() || now.equals(uid) ? PRESENT : OTHER_VOLUME;
  }
}
