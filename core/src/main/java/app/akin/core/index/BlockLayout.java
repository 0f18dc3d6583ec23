package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// How rows lie in memory and in the flat file: blocks of [#ROWS] rows, each block its rows' ids (8
/// bytes) and then their vectors (4 bytes a component), little-endian, no header. A row's number is
/// its place in the order of adding; it never changes while its flat file lives.
///
/// @param dimension components of a vector
record BlockLayout(int dimension) {
  private static final int SHIFT = 10;

  /// Unit vectors that went through half floats are off by less than this.
  private static final double UNIT_TOLERANCE = 0.01;

  /// Rows of a full block.
  static final int ROWS = 1 << SHIFT;

  private static final ValueLayout.OfLong ID =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long IDS = (long) ROWS * Long.BYTES;

  /// Refuses what is neither a unit vector of this dimension nor all zeros.
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

  /// Bytes of one vector.
  long stride() {
    return (long) dimension * Float.BYTES;
  }

  /// Bytes of a full block.
  long blockBytes() {
    return IDS + ROWS * stride();
  }

  /// Bytes of a file of so many rows: its last block ends with its last row.
  long fileBytes(int rows) {
    int within = rows & (ROWS - 1);
    return blockOf(rows) * blockBytes() + (within == 0 ? 0 : IDS + within * stride());
  }

  /// Which block a row is in.
  static int blockOf(int row) {
    return row >>> SHIFT;
  }

  /// How many blocks so many rows take.
  static int blocks(int rows) {
    return blockOf(rows + ROWS - 1);
  }

  /// How many of the first `rows` rows are in a block.
  static int rowsIn(int block, int rows) {
    return Math.min(ROWS, rows - (block << SHIFT));
  }

  /// Where a row's vector starts within its block.
  long vectorOffset(int row) {
    return IDS + (row & (ROWS - 1)) * stride();
  }

  /// Where a row's id starts within its block.
  static long idOffset(int row) {
    return (long) (row & (ROWS - 1)) * Long.BYTES;
  }

  /// The id of a row of this block.
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

  /// The CRC-32C of the first `rows` rows of a block: their ids, then their vectors.
  int checksum(MemorySegment block, int rows) {
    CRC32C crc = new CRC32C();
    crc.update(block.asSlice(0, (long) rows * Long.BYTES).asByteBuffer());
    crc.update(block.asSlice(IDS, rows * stride()).asByteBuffer());
    return (int) crc.getValue();
  }
}
