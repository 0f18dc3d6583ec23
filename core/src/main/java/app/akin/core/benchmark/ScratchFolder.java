package app.akin.core.benchmark;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A temporary folder, deleted with its content on close. Not thread-safe.
public final class ScratchFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
  private static final long MIN_FREE_BYTES = 1 << 20;

  private final Path folder;

  private ScratchFolder(Path folder) {
    this.folder = folder;
  }

  /// Creates a temporary folder.
  ///
  /// @param parent created if missing
  /// @throws AkinException `DiskFull` or `LibraryUnwritable` if that fails
  public static ScratchFolder in(Path parent) {
    try {
      Files.createDirectories(parent);
      return new ScratchFolder(Files.createTempDirectory(parent, "made-"));
    } catch (IOException e) {
      throw problem(parent, e);
    }
  }

  /// Returns the path of a new subfolder.
  public Path folder(String name) {
    return folder.resolve(name);
  }

  /// Writes a file, creating its folder if missing.
  ///
  /// @throws AkinException `DiskFull` or `LibraryUnwritable` if that fails
  public void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw problem(folder, e);
    }
  }

  /// Deletes a subfolder to free space.
  void clear(Path inner) {
    try {
      FileOperations.deleteTree(inner);
    } catch (IOException e) {
      LOG.info("{} could not be deleted", inner, e);
    }
  }

  @Override
  public void close() {
    clear(folder);
  }

  private static AkinException problem(Path folder, IOException e) {
    try {
      FileStore store = Files.getFileStore(folder);
      if (store.getUsableSpace() < MIN_FREE_BYTES) {
        return new AkinException(e, new Problem.DiskFull(folder));
      }
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
    }
    return new AkinException(e, new Problem.LibraryUnwritable(folder, e.toString()));
  }
}
