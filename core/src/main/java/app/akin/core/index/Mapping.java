package app.akin.core.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/// A file mapped for reading, shared by the snapshots that use it and unmapped when the last of
/// them lets go. Thread-safe. Whoever maps holds the first reference.
final class Mapping {
  private final Arena arena = Arena.ofShared();
  private final AtomicInteger references = new AtomicInteger(1);
  private final MemorySegment segment;

  private Mapping(FileChannel channel, long bytes) throws IOException {
    this.segment = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
  }

  /// Maps the first `bytes` bytes of a file.
  ///
  /// @throws IOException if the file is missing, cannot be read or is shorter
  static Mapping map(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // Past its end a mapped file has no bytes but a fault that kills the reader.
      if (channel.size() < bytes) {
        throw new IOException(
            file.getFileName() + " ends after " + channel.size() + " of " + bytes + " bytes");
      }
      return new Mapping(channel, bytes);
    }
  }

  /// The bytes; usable while a reference is held.
  MemorySegment segment() {
    return segment;
  }

  /// Takes a further reference; the caller holds one already.
  Mapping retain() {
    references.incrementAndGet();
    return this;
  }

  /// Gives a reference back.
  void release() {
    if (references.decrementAndGet() == 0) {
      arena.close();
    }
  }
}
