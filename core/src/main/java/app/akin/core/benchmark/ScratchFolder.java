package app.akin.core.benchmark;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder for what is needed for a while, deleted with everything in it when it is closed. For
/// one thread.
public final class ScratchFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
  private static final long HARDLY_ANY = 1 << 20;

  private final Path folder;

  private ScratchFolder(Path folder) {
    this.folder = folder;
  }

  /// A new one.
  ///
  /// @param parent made where it is not there
  /// @throws AkinException `DISK_FULL` or `LIBRARY_UNWRITABLE` where that cannot be
  public static ScratchFolder in(Path parent) {
    try {
      Files.createDirectories(parent);
      return new ScratchFolder(Files.createTempDirectory(parent, "made-"));
    } catch (IOException e) {
      throw problem(parent, e);
    }
  }

  /// A folder in it that is not there yet.
  public Path folder(String name) {
    return folder.resolve(name);
  }

  /// Writes a file, and the folder around it where it is not there.
  ///
  /// @throws AkinException `DISK_FULL` or `LIBRARY_UNWRITABLE` where that cannot be
  public void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw problem(folder, e);
    }
  }

  /// Deletes a folder in it, to make room.
  void clear(Path inner) {
    try {
      delete(inner);
    } catch (IOException e) {
      LOG.info("{} could not be deleted", inner, e);
    }
  }

  @Override
  public void close() {
    clear(folder);
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> inner = Files.newDirectoryStream(path)) {
        for (Path one : inner) {
          delete(one);
        }
      }
    }
    Files.deleteIfExists(path);
  }

  private static AkinException problem(Path folder, IOException e) {
    try {
      FileStore store = Files.getFileStore(folder);
      if (store.getUsableSpace() < HARDLY_ANY) {
        return new AkinException(e, Problem.DISK_FULL, folder);
      }
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
    }
    return new AkinException(e, Problem.LIBRARY_UNWRITABLE, folder, e.toString());
  }
}
