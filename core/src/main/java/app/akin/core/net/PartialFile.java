package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A partially downloaded file, with a companion file that holds the ETag of the server's version.
/// A download can resume only with this tag.
///
/// Not thread-safe. Every method throws [AkinException] of kind `DiskFull` or `ModelsUnwritable` on
/// I/O errors, so that they are not mistaken for network errors.
///
/// @param path the file; need not exist
record PartialFile(Path path) {
  /// The disk counts as full if fewer bytes are usable.
  private static final long NO_SPACE = 64 * 1024;

  /// Appends bytes to the file. Must be closed.
  ///
  /// @param part the file
  /// @param channel the channel, positioned at the end
  record Appender(PartialFile part, FileChannel channel) implements AutoCloseable {
    /// Appends all remaining bytes of a buffer.
    void append(ByteBuffer buffer) {
      try {
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } catch (IOException e) {
        throw part.writeFailure(e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw part.writeFailure(e);
      }
    }
  }

  /// Returns the number of bytes present.
  long length() {
    try {
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      throw writeFailure(e);
    }
  }

  /// Returns the strong ETag of the partially present version, with its quotes; empty if it is
  /// unknown.
  String tag() {
    try {
      return Files.exists(tagFile()) ? Files.readString(tagFile()) : "";
    } catch (IOException e) {
      throw writeFailure(e);
    }
  }

  /// Discards the present bytes and starts the download of a version.
  ///
  /// @param tag the server's ETag; a weak one is not stored, since it does not guarantee the same
  ///   bytes
  void restart(String tag) {
    discard();
    if (!tag.isBlank() && !tag.startsWith("W/")) {
      try {
        Files.writeString(tagFile(), tag);
      } catch (IOException e) {
        throw writeFailure(e);
      }
    }
  }

  /// Discards the present bytes and the tag.
  void discard() {
    try {
      // The tag first: without it a download never resumes from the bytes.
      FileOperations.delete(tagFile());
      if (length() > 0) {
        FileOperations.delete(path);
      }
    } catch (IOException e) {
      throw writeFailure(e);
    }
  }

  /// Marks the file as complete by deleting the tag.
  void complete() {
    try {
      FileOperations.delete(tagFile());
    } catch (IOException e) {
      throw writeFailure(e);
    }
  }

  /// Opens the file for appending.
  Appender openForAppend() {
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new Appender(this, channel.position(length()));
    } catch (IOException e) {
      throw writeFailure(e);
    }
  }

  private Path folder() {
    return Optional.ofNullable(path.toAbsolutePath().getParent()).orElseThrow();
  }

  private Path tagFile() {
    return path.resolveSibling(path.getFileName() + ".tag");
  }

  private AkinException writeFailure(IOException e) {
    return isDiskFull(e)
        ? new AkinException(e, new Problem.DiskFull(folder()))
        : new AkinException(
            e, new Problem.ModelsUnwritable(folder(), String.valueOf(e.getMessage())));
  }

  /// Returns whether a write failed for lack of space: the disk is full, or the error message says
  /// so, for example because of a quota.
  private boolean isDiskFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("No space left")
        || message.contains("quota exceeded")
        || message.contains("not enough space")) {
      return true;
    }
    try {
      return Files.getFileStore(folder()).getUsableSpace() < NO_SPACE;
    } catch (IOException unknown) {
      e.addSuppressed(unknown);
      return false;
    }
  }
}
