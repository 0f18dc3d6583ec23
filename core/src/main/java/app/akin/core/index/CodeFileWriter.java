package app.akin.core.index;

import app.akin.core.index.CodeLayout.Block;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// Writes blocks to a coarse and a fine file. Rows that the files already have are written again
/// without a change, so that a process that reads them meanwhile is not disturbed. Not thread-safe;
/// the user closes it.
final class CodeFileWriter implements AutoCloseable {
  private final CodeLayout layout;
  private final FileChannel coarse;
  private final FileChannel fine;
  private int[] checksums;

  private CodeFileWriter(
      CodeLayout layout, Path coarse, Path fine, int[] checksums, OpenOption... options)
      throws IOException {
    this.layout = layout;
    this.checksums = checksums;
    this.coarse = FileChannel.open(coarse, options);
    try {
      this.fine = FileChannel.open(fine, options);
    } catch (IOException e) {
      this.coarse.close();
      throw e;
    }
  }

  /// Creates new files.
  static CodeFileWriter create(CodeLayout layout, Path coarse, Path fine) throws IOException {
    return new CodeFileWriter(
        layout, coarse, fine, new int[0], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /// Opens files that already have rows.
  ///
  /// @param checksums the checksums of their full blocks
  static CodeFileWriter append(CodeLayout layout, Path coarse, Path fine, int[] checksums)
      throws IOException {
    return new CodeFileWriter(layout, coarse, fine, checksums, StandardOpenOption.WRITE);
  }

  /// Returns the checksum of each full block.
  int[] checksums() {
    return checksums;
  }

  /// Writes a block. Blocks are written in order.
  ///
  /// @param rows number of its rows
  void write(int number, Block block, int rows) throws IOException {
    if (rows == CodeLayout.ROWS) {
      checksums = Arrays.copyOf(checksums, number + 1);
      checksums[number] = RowCoder.checksum(block);
    }
    write(coarse, block.coarse(), number * layout.coarseBytes());
    write(fine, block.fine(), number * layout.fineBytes());
  }

  private static void write(FileChannel channel, MemorySegment bytes, long at) throws IOException {
    ByteBuffer left = bytes.asByteBuffer();
    long position = at;
    while (left.hasRemaining()) {
      position += channel.write(left, position);
    }
  }

  /// Forces the written data to disk.
  void force() throws IOException {
    coarse.force(true);
    fine.force(true);
  }

  @Override
  public void close() throws IOException {
    try (coarse) {
      fine.close();
    }
  }
}
