package app.akin.core.embed;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder that native libraries are unpacked to. Several processes may share it. Thread-safe.
///
/// @param path the folder, created when needed
record NativesFolder(Path path) {
  /// The file that marks the folder as complete: the folder of an installed Akin, into which
  /// nothing is ever unpacked, even if it is writable.
  static final String COMPLETE = "complete";

  private static final Logger LOG = LoggerFactory.getLogger(NativesFolder.class);

  /// Returns whether the folder contains every library.
  boolean isComplete() {
    return Files.exists(path.resolve(COMPLETE));
  }

  /// Runs an action that may unpack libraries, in one process and one thread at a time. DJL deletes
  /// a partly unpacked folder, which another process might be writing. Leftovers of a killed
  /// process, hundreds of megabytes, are removed first.
  ///
  /// @throws AkinException `Engine` if the folder cannot be created
  <T> T runExclusively(Supplier<T> action) {
    synchronized (NativesFolder.class) {
      try {
        Files.createDirectories(path);
      } catch (IOException e) {
        throw new AkinException(
            e, new Problem.Engine(path + " cannot be created: " + e.getMessage()));
      }
      // A filled folder that is read-only for this process needs no lock.
      if (isComplete() || !Files.isWritable(path)) {
        return action.get();
      }
      try (FileChannel channel =
              FileChannel.open(
                  path.resolve("unpacking.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        LOG.debug("unpacking is guarded by {}", lock);
        removeLeftovers();
        return action.get();
      } catch (IOException e) {
        throw new AkinException(e, new Problem.Engine(path + " cannot be used: " + e.getMessage()));
      }
    }
  }

  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> engines = Files.newDirectoryStream(path, Files::isDirectory)) {
      for (Path engine : engines) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(engine, "tmp*")) {
          for (Path leftover : leftovers) {
            FileOperations.deleteTree(leftover);
          }
        }
      }
    }
  }
}
