package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The beginning of a file that is coming in, and a note beside it of the tag that its server gave
/// this version: without one, nobody can say whether what is still to come belongs to it.
///
/// For one thread at a time. Every method throws [AkinException] of `DISK_FULL` or
/// `MODELS_UNWRITABLE` where the disk does not do its part: that never passes for a failure of the
/// connection.
///
/// @param path where the bytes are; need not exist
record PartialFile(Path path) {
  /// Less than this left means that nothing was left.
  private static final long NO_SPACE = 64 * 1024;

  /// Adds bytes to what is here; close it.
  ///
  /// @param part what grows
  /// @param channel at its end
  record Growth(PartialFile part, FileChannel channel) implements AutoCloseable {
    /// Adds all of a buffer.
    void add(ByteBuffer buffer) {
      try {
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } catch (IOException e) {
        throw part.trouble(e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw part.trouble(e);
      }
    }
  }

  /// How many bytes are here.
  long length() {
    try {
      return Files.exists(path) ? Files.size(path) : 0;
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  /// The strong tag of the version that this is a beginning of, with its quotes; empty where
  /// nothing says which one it is.
  String tag() {
    try {
      return Files.exists(note()) ? Files.readString(note()) : "";
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  /// Throws away what is here: what comes now is of this version.
  ///
  /// @param tag as the server gives it; only a strong one means the same bytes
  void begin(String tag) {
    discard();
    if (!tag.isBlank() && !tag.startsWith("W/")) {
      try {
        Files.writeString(note(), tag);
      } catch (IOException e) {
        throw trouble(e);
      }
    }
  }

  /// Throws away what is here.
  void discard() {
    try {
      // The note first: without one the bytes are never gone on with.
      Files.deleteIfExists(note());
      if (length() > 0) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  /// All bytes are here: nothing is to be gone on with.
  void end() {
    try {
      Files.deleteIfExists(note());
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  /// Opens it to add bytes behind those that are here.
  Growth grow() {
    try {
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new Growth(this, channel.position(length()));
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  private Path folder() {
    return Optional.ofNullable(path.toAbsolutePath().getParent()).orElseThrow();
  }

  private Path note() {
    return path.resolveSibling(path.getFileName() + ".tag");
  }

  private AkinException trouble(IOException e) {
    return isFull(e)
        ? new AkinException(e, Problem.DISK_FULL, folder())
        : new AkinException(e, Problem.MODELS_UNWRITABLE, folder(), String.valueOf(e.getMessage()));
  }

  /// Whether there was no room: the disk has none left, or the system says so, as it does of a
  /// quota while the disk itself has room.
  private boolean isFull(IOException e) {
    String said = String.valueOf(e.getMessage());
    if (said.contains("No space left")
        || said.contains("quota exceeded")
        || said.contains("not enough space")) {
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
