package app.akin.core.photo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Deletes, moves and replaces files that may be open or mapped. Windows refuses that while this
/// process or another one, such as a virus scanner, has the file. So a refused operation is
/// repeated for up to two seconds. Callers close their own channels and mappings before.
///
/// Thread-safe.
public final class FileOperations {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /// The end of the names of incomplete files.
  private static final String PART = ".part";

  private FileOperations() {}

  /// Writes the content of a file.
  @FunctionalInterface
  public interface Content {
    /// Writes all bytes; the stream is buffered and closed by the caller.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Creates or replaces a file. It is complete or unchanged, also after a power failure.
  ///
  /// @param target the file; its folder exists
  public static void write(Path target, Content content) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + PART);
    try {
      try (FileChannel channel =
              FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(part, target);
    } finally {
      delete(part);
    }
  }

  /// Moves a file or folder within a drive. A file that has the new name is replaced, atomically
  /// where the drive can.
  public static void move(Path from, Path to) throws IOException {
    insist(
        to,
        deadline(),
        () -> {
          try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
          } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
          }
        });
  }

  /// Deletes a file or an empty folder. Does nothing if it does not exist.
  public static void delete(Path path) throws IOException {
    insist(path, deadline(), () -> Files.deleteIfExists(path));
  }

  /// Deletes a file, or a folder with its content. Symbolic links are deleted and never followed.
  /// Does nothing if the path does not exist.
  ///
  /// @throws IOException if anything cannot be deleted; the rest is deleted nevertheless
  public static void deleteTree(Path path) throws IOException {
    List<IOException> failures = new ArrayList<>();
    deleteTree(path, deadline(), (_, failure) -> failures.add(failure));
    if (!failures.isEmpty()) {
      IOException first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /// Deletes a file, or a folder with its content, as far as possible, see [#deleteTree].
  ///
  /// @return the paths that cannot be deleted, those in a folder before the folder
  public static List<Path> deletePossible(Path path) {
    List<Path> undeleted = new ArrayList<>();
    deleteTree(path, deadline(), (failed, _) -> undeleted.add(failed));
    return undeleted;
  }

  private static void deleteTree(Path path, long deadline, FailureListener listener) {
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        List<Path> inner = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
          entries.forEach(inner::add);
        }
        inner.forEach(entry -> deleteTree(entry, deadline, listener));
      }
      insist(path, deadline, () -> Files.deleteIfExists(path));
    } catch (IOException e) {
      listener.onFailure(path, e);
    }
  }

  private static long deadline() {
    return System.nanoTime() + PATIENCE_NANOS;
  }

  private static void insist(Path path, long deadline, Operation operation) throws IOException {
    while (true) {
      try {
        operation.run();
        return;
      } catch (IOException e) {
        if (!isHeld(e, path) || System.nanoTime() - deadline >= 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /// Returns whether an operation failed because the file is in use, as far as the error tells:
  /// Windows has two for that, one of which also stands for missing permissions.
  private static boolean isHeld(IOException error, Path path) {
    Path folder = path.toAbsolutePath().getParent();
    return (error instanceof AccessDeniedException
            || error.getClass().equals(FileSystemException.class))
        && folder != null
        && Files.isWritable(folder);
  }

  /// An operation on a file.
  @FunctionalInterface
  private interface Operation {
    void run() throws IOException;
  }

  /// Receives paths that cannot be deleted.
  @FunctionalInterface
  private interface FailureListener {
    void onFailure(Path path, IOException failure);
  }
}
