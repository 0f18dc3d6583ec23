package app.akin.core.index;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Appends rows to a flat file and computes the checksums of its blocks. Not thread-safe; the user
/// closes it.
final class FlatFileWriter implements AutoCloseable {
  private final FileChannel channel;
  private final BlockLayout layout;
  private int[] checksums;
  private int rows;

  private FlatFileWriter(FileChannel channel, BlockLayout layout, int[] checksums) {
    this.channel = channel;
    this.layout = layout;
    this.checksums = checksums;
  }

  /// Creates a new file.
  static FlatFileWriter create(Path file, BlockLayout layout) throws IOException {
    return new FlatFileWriter(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        layout,
        new int[0]);
  }

  /// Opens a file that already has rows, with the checksums of its blocks.
  static FlatFileWriter append(Path file, BlockLayout layout, int[] checksums) throws IOException {
    return new FlatFileWriter(FileChannel.open(file, StandardOpenOption.WRITE), layout, checksums);
  }

  /// Returns the number of rows.
  int rows() {
    return rows;
  }

  /// Returns the checksum of each block.
  int[] checksums() {
    return checksums;
  }

  /// Writes the rows of a snapshot from `first` on to their positions.
  void copy(Snapshot snapshot, int first) throws IOException {
    rows = snapshot.rows();
    int from = first;
    while (from < rows) {
      int block = BlockLayout.blockOf(from);
      int used = BlockLayout.rowsIn(block, rows);
      write(snapshot.block(from), from, block * BlockLayout.ROWS + used);
      from = (block + 1) * BlockLayout.ROWS;
    }
  }

  /// Writes the live rows of a snapshot consecutively.
  void copyLive(Snapshot snapshot) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(layout.blockBytes());
      int start = 0;
      for (int row = 0; row < snapshot.rows(); row++) {
        if (!snapshot.dead().get(row)) {
          layout.put(block, rows++, snapshot.id(row), snapshot.vector(row));
          if (rows - start == BlockLayout.ROWS) {
            write(block, start, rows);
            start = rows;
          }
        }
      }
      write(block, start, rows);
    }
  }

  /// Forces the written data to disk.
  void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// Writes rows `from` to `to` of a block.
  private void write(MemorySegment block, int from, int to) throws IOException {
    if (from == to) {
      return;
    }
    int number = BlockLayout.blockOf(from);
    long at = number * layout.blockBytes();
    long ids = BlockLayout.idOffset(from);
    write(block.asSlice(ids, (long) (to - from) * Long.BYTES).asByteBuffer(), at + ids);
    long vectors = layout.vectorOffset(from);
    write(block.asSlice(vectors, (to - from) * layout.stride()).asByteBuffer(), at + vectors);
    checksums = Arrays.copyOf(checksums, number + 1);
    checksums[number] = layout.checksum(block, to - number * BlockLayout.ROWS);
  }

  private void write(ByteBuffer bytes, long at) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }
}
