package app.akin.core.index;

import app.akin.core.index.CodeLayout.Block;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The coarse and the fine file, mapped for reading, shared by snapshots with reference counting
/// and unmapped with the last reference. Thread-safe. The creator holds the first reference.
final class MappedCodes {
  /// Bytes that a disk reads in the time of one movement of its heads: 10 ms at 200 MB/s.
  private static final long BYTES_PER_SEEK = 2L << 20;

  private final Arena arena = Arena.ofShared();
  private final AtomicInteger references = new AtomicInteger(1);
  private final AtomicBoolean loaded = new AtomicBoolean();
  private final CodeLayout layout;
  private final MemorySegment coarse;
  private final MemorySegment fine;

  private MappedCodes(CodeLayout layout, Path coarseFile, Path fineFile, int blocks)
      throws IOException {
    this.layout = layout;
    try {
      this.coarse = map(coarseFile, blocks * layout.coarseBytes());
      this.fine = map(fineFile, blocks * layout.fineBytes());
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /// Maps the blocks of two files.
  ///
  /// @throws IOException if a file is missing, unreadable or shorter
  static MappedCodes map(CodeLayout layout, Path coarse, Path fine, int blocks) throws IOException {
    return new MappedCodes(layout, coarse, fine, blocks);
  }

  private MemorySegment map(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // Access beyond the end of a mapped file crashes the process.
      if (channel.size() < bytes) {
        throw new IOException(
            file.getFileName() + " ends after " + channel.size() + " of " + bytes + " bytes");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, arena);
    }
  }

  /// Returns a block; valid while a reference is held.
  Block block(int number) {
    return new Block(
        coarse.asSlice(number * layout.coarseBytes(), layout.coarseBytes()),
        fine.asSlice(number * layout.fineBytes(), layout.fineBytes()));
  }

  /// Prepares reading the fine codes of a number of scattered rows: reads the whole file in order
  /// if that is faster on a disk. Does something only once.
  void expect(int rows) {
    if (rows * BYTES_PER_SEEK > fine.byteSize()
        && loaded.compareAndSet(false, true)
        && !fine.isLoaded()) {
      fine.load();
    }
  }

  /// Takes another reference; the caller already holds one.
  MappedCodes retain() {
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
