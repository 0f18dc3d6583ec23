package app.akin.core.scan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// The availability of a root.
public enum RootPresence {
  /// It is available.
  PRESENT,
  /// Its path does not exist or is not a readable folder.
  ABSENT,
  /// Its folder is empty although files of it are known, which is typical of a mount point whose
  /// volume is not mounted.
  EMPTY,
  /// Its path is now on another volume.
  OTHER_VOLUME;

  /// Returns whether the files of the root can be used.
  public boolean isAvailable() {
    return this == PRESENT;
  }

  /// Determines the availability of a root. A new root may be empty.
  ///
  /// @param uid the ID of the volume it was on; empty if unknown
  /// @param knownFiles returns the number of known files of the root; called only if it is empty
  public static RootPresence of(Path root, String uid, LongSupplier knownFiles, Volumes volumes) {
    if (!Files.isDirectory(root)) {
      return ABSENT;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
      if (!entries.iterator().hasNext()) {
        return knownFiles.getAsLong() == 0 ? PRESENT : EMPTY;
      }
    } catch (IOException | DirectoryIteratorException e) {
      // An unreadable folder does not count as empty, so that its photos stay in the library.
      return ABSENT;
    }
    String currentUid = uid.isEmpty() ? "" : volumes.locate(root).volume().uid();
    return currentUid.isEmpty() || currentUid.equals(uid) ? PRESENT : OTHER_VOLUME;
  }
}
