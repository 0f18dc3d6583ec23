package app.akin.core.export;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes files that are complete or absent: under another name first, then moved.
final class TargetFile {
  private static final long FULL_BYTES = 1 << 20;

  private TargetFile() {}

  /// Writes the content of a file.
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /// Creates or replaces a file.
  ///
  /// @throws AkinException `DiskFull`, `ExportUnwritable`
  static void replace(Path target, Content content) {
    Path folder = folder(target);
    Path part = null;
    try {
      part = createPart(folder);
      try (OutputStream out = Files.newOutputStream(part)) {
        content.writeTo(out);
      }
      force(part);
      FileOperations.move(part, target);
    } catch (IOException e) {
      throw translate(e, target);
    } finally {
      delete(part);
    }
  }

  /// Creates an empty file with the usual permissions, unlike a temporary file.
  static Path createPart(Path folder) throws IOException {
    return Files.createFile(folder.resolve(".akin-" + UUID.randomUUID() + ".part"));
  }

  /// Writes a file of which the folder has none yet.
  ///
  /// @param part a complete file in the folder, which becomes the target or is left as it is
  /// @return false if there is a file of this name
  static boolean create(Path part, Path target) throws IOException {
    // Reserves the name: a move replaces a file that another program has created meanwhile.
    if (Files.exists(target)) {
      return false;
    }
    try {
      Files.createFile(target);
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    try {
      FileOperations.move(part, target);
      return true;
    } catch (IOException e) {
      FileOperations.delete(target);
      throw e;
    }
  }

  /// Writes a file to disk, so that a name never stands for an incomplete file.
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /// Deletes an incomplete file.
  static void delete(@Nullable Path part) {
    if (part != null) {
      try {
        FileOperations.delete(part);
      } catch (IOException e) {
        // The drive is gone; nothing more can be done.
        return;
      }
    }
  }

  static Path folder(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    return folder == null ? target.toAbsolutePath() : folder;
  }

  /// Returns the problem of a failed write.
  static AkinException translate(IOException e, Path target) {
    return isFull(e, folder(target))
        ? new AkinException(e, new Problem.ExportDiskFull(target))
        : new AkinException(e, new Problem.ExportUnwritable(target, detail(e)));
  }

  private static String detail(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static boolean isFull(IOException e, Path folder) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left")
        || message.contains("File too large")
        || message.contains("uota exceeded")
        || message.contains("not enough space")) {
      return true;
    }
    try {
      return Files.getFileStore(folder).getUsableSpace() < FULL_BYTES;
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
      return false;
    }
  }
}
