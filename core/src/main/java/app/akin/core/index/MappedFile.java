package app.akin.core.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/// A file mapped for reading, shared by snapshots with reference counting and unmapped with the
/// last reference. Thread-safe. The creator holds the first reference.
final class MappedFile {
  private final Arena arena = Arena.ofShared();
  private final AtomicInteger references = new AtomicInteger(1);
  private final MemorySegment segment;

  private MappedFile(FileChannel channel, long bytes) throws IOException {
    this.segment = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
  }

  /// Maps the first `bytes` bytes of a file.
  ///
  /// @throws IOException if the file is missing, unreadable or shorter
  static MappedFile map(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // Access beyond the end of a mapped file crashes the process.
      if (channel.size() < bytes) {
        throw new IOException(
            file.getFileName() + " ends after " + channel.size() + " of " + bytes + " bytes");
      }
      return new MappedFile(channel, bytes);
    }
  }

  /// Returns the bytes; valid while a reference is held.
  MemorySegment segment() {
    return segment;
  }

  /// Takes another reference; the caller already holds one.
  MappedFile retain() {
    references.incrementAndGet();
    return this;
  }

  /// Releases a reference.
  void release() {
    if (references.decrementAndGet() == 0) {
      arena.close();
    }
  }
}
