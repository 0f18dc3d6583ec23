package app.akin.core.model.install;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The staging folder of an import. It is locked while the import runs, so that the folder of a
/// process that has ended can be recognized. Deleted when it is closed.
///
/// @param folder the folder
/// @param lockFile the locked file
/// @param channel holds the lock
record ImportFolder(Path folder, Path lockFile, FileChannel channel) implements AutoCloseable {
  /// The end of the folders' names.
  static final String SUFFIX = ".import";

  /// Creates and locks an empty folder.
  ///
  /// @param stem the name of the source
  /// @throws AkinException `ModelImport` if another import of this name is in progress
  static ImportFolder create(ModelFolders folders, String stem) throws IOException {
    Path folder = folders.createStagingFolder(stem + SUFFIX);
    Path lockFile = folders.lockFile(stem + SUFFIX);
    FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(channel)) {
      channel.close();
      throw new AkinException(
          new Problem.ModelImport(Path.of(stem), "another import of it is in progress"));
    }
    FileOperations.deleteTree(folder);
    Files.createDirectories(folder);
    return new ImportFolder(folder, lockFile, channel);
  }

  /// Deletes the folder if its import no longer runs.
  static void deleteAbandoned(ModelFolders folders, String stagingName) throws IOException {
    Path lockFile = folders.lockFile(stagingName);
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (!lock(channel)) {
        return;
      }
      FileOperations.deleteTree(folders.stagingFolder(stagingName));
    }
    FileOperations.delete(lockFile);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another thread of this process holds it.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    FileOperations.deleteTree(folder);
    channel.close();
    FileOperations.delete(lockFile);
  }
}
