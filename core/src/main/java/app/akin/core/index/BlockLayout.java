package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Layout of rows in memory and in the flat file: blocks of [#ROWS] rows, each with the ids of its
/// rows (8 bytes) followed by their vectors (4 bytes per component), little-endian, without a
/// header. A row number is the insertion position and does not change during the life of the flat
/// file.
///
/// @param dimension number of components of a vector
record BlockLayout(int dimension) {
  private static final int SHIFT = 10;

  /// Tolerance for unit vectors that were stored as half floats.
  private static final double UNIT_TOLERANCE = 0.01;

  /// Number of rows of a full block.
  static final int ROWS = 1 << SHIFT;

  private static final ValueLayout.OfLong ID =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long IDS = (long) ROWS * Long.BYTES;

  /// Rejects vectors that are neither unit vectors of this dimension nor all zeros.
  void check(float[] vector) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(vector.length + " components, not " + dimension);
    }
    double square = 0;
    for (float component : vector) {
      square += (double) component * component;
    }
    // Written so that NaN fails too.
    if (!(square == 0 || Math.abs(Math.sqrt(square) - 1) < UNIT_TOLERANCE)) {
      throw new IllegalArgumentException("a vector of length " + Math.sqrt(square));
    }
  }

  /// Returns the size of a vector in bytes.
  long stride() {
    return (long) dimension * Float.BYTES;
  }

  /// Returns the size of a full block in bytes.
  long blockBytes() {
    return IDS + ROWS * stride();
  }

  /// Returns the size of a file for a number of rows; its last block ends with its last row.
  long fileBytes(int rows) {
    int within = rows & (ROWS - 1);
    return blockOf(rows) * blockBytes() + (within == 0 ? 0 : IDS + within * stride());
  }

  /// Returns the block of a row.
  static int blockOf(int row) {
    return row >>> SHIFT;
  }

  /// Returns the number of blocks for a number of rows.
  static int blocks(int rows) {
    return blockOf(rows + ROWS - 1);
  }

  /// Returns how many of the first `rows` rows are in a block.
  static int rowsIn(int block, int rows) {
    return Math.min(ROWS, rows - (block << SHIFT));
  }

  /// Returns the offset of a row's vector in its block.
  long vectorOffset(int row) {
    return IDS + (row & (ROWS - 1)) * stride();
  }

  /// Returns the offset of a row's id in its block.
  static long idOffset(int row) {
    return (long) (row & (ROWS - 1)) * Long.BYTES;
  }

  /// Returns the id of a row of a block.
  static long id(MemorySegment block, int row) {
    return block.get(ID, idOffset(row));
  }

  /// Copies a row into its block.
  void put(MemorySegment block, int row, long id, float[] vector) {
    block.set(ID, idOffset(row), id);
    MemorySegment.copy(vector, 0, block, Similarity.FLOAT, vectorOffset(row), dimension);
  }

  /// Copies a row's vector out of its block.
  float[] vector(MemorySegment block, int row) {
    float[] vector = new float[dimension];
    MemorySegment.copy(block, Similarity.FLOAT, vectorOffset(row), vector, 0, dimension);
    return vector;
  }

  /// Returns the CRC-32C of the first `rows` rows of a block: ids, then vectors.
  int checksum(MemorySegment block, int rows) {
    CRC32C crc = new CRC32C();
    crc.update(block.asSlice(0, (long) rows * Long.BYTES).asByteBuffer());
    crc.update(block.asSlice(IDS, rows * stride()).asByteBuffer());
    return (int) crc.getValue();
  }
}
