package app.akin.core.embed;

import app.akin.core.photo.AkinException;
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

/// The folder that native libraries are unpacked to, which several processes may share.
/// Thread-safe.
///
/// @param path the folder, made when needed
record NativesFolder(Path path) {
  /// The file that says that every library is here: the folder of an installed Akin, in which
  /// nothing is ever unpacked, whoever may write there.
  static final String COMPLETE = "complete";

  private static final Logger LOG = LoggerFactory.getLogger(NativesFolder.class);

  /// Whether every library is here.
  boolean isComplete() {
    return Files.exists(path.resolve(COMPLETE));
  }

  /// Runs what may unpack libraries, one process and one thread at a time: DJL clears away a half
  /// unpacked folder that it finds, and it might be another's at work. What an unpacking that was
  /// killed left behind, hundreds of megabytes, is removed first.
  ///
  /// @throws AkinException `ENGINE` where the folder cannot be made
  <T> T alone(Supplier<T> action) {
    synchronized (NativesFolder.class) {
      try {
        Files.createDirectories(path);
      } catch (IOException e) {
        throw new AkinException(e, Problem.ENGINE, path + " cannot be made: " + e.getMessage());
      }
      // A folder that somebody else filled and that is read-only here needs no lock.
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
        throw new AkinException(e, Problem.ENGINE, path + " cannot be used: " + e.getMessage());
      }
    }
  }

  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> engines = Files.newDirectoryStream(path, Files::isDirectory)) {
      for (Path engine : engines) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(engine, "tmp*")) {
          for (Path leftover : leftovers) {
            remove(leftover);
          }
        }
      }
    }
  }

  /// Removes a folder that holds files alone.
  private static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
