package app.akin.core.index;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Layout of coded rows, in memory and in files: blocks of [#ROWS] rows, little-endian, without a
/// header. Each block has a coarse and a fine part, in separate files, so that a search that needs
/// only coarse codes reads one file in order. A row number is the insertion position and does not
/// change during the life of the files.
///
/// The coarse part of a block:
///
/// * the sign bits of all rows, by groups of [#GROUP] rows: the first words of the rows of the
///   group, then their second words, and so on, so that SIMD lanes hold different rows;
/// * the factor of each row's signs, a float;
/// * the id of each row, a long;
/// * for each row a record of fixed length: the members from [#CHECKSUM] on and two planes of bits.
///
/// The fine part holds a byte for each component of each row. [RowCoder] gives them a meaning.
///
/// @param dimension number of components of a vector
record CodeLayout(int dimension) {
  private static final int SHIFT = 10;

  /// Number of rows of a block.
  static final int ROWS = 1 << SHIFT;

  /// Number of rows whose sign words are next to each other.
  static final int GROUP = 8;

  /// Offsets of the members of a record: the checksum of the coarse code, the checksum of the fine
  /// code, then four floats, see [RowCoder], and the planes.
  static final int CHECKSUM = 0;

  static final int FINE_CHECKSUM = 4;
  static final int FACTOR = 8;
  static final int ERROR = 12;
  static final int STEP = 16;
  static final int TAIL = 20;
  static final int PLANES = 24;

  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Tolerance for unit vectors that were stored as half floats.
  private static final double UNIT_TOLERANCE = 0.01;

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

  /// Returns the number of components of a coded vector, a multiple of 64.
  int components() {
    return words() * Long.SIZE;
  }

  /// Returns the number of words of a plane of bits.
  int words() {
    return (dimension + Long.SIZE - 1) / Long.SIZE;
  }

  /// Returns the size of the coarse part of a block in bytes.
  long coarseBytes() {
    return records() + (long) ROWS * recordBytes();
  }

  /// Returns the size of the fine part of a block in bytes.
  long fineBytes() {
    return (long) ROWS * components();
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

  /// Returns the position of a row in its block.
  static int within(int row) {
    return row & (ROWS - 1);
  }

  /// Returns the offset of a word of a row's signs.
  long sign(int row, int word) {
    int in = within(row);
    return ((long) (in / GROUP) * words() + word) * GROUP * Long.BYTES
        + (long) (in % GROUP) * Long.BYTES;
  }

  /// Returns the offset of the factor of a row's signs.
  long signFactor(int row) {
    return signFactors() + (long) within(row) * Float.BYTES;
  }

  /// Returns the offset of the first factor of signs.
  long signFactors() {
    return (long) ROWS * words() * Long.BYTES;
  }

  /// Returns the offset of a row's id.
  long id(int row) {
    return ids() + (long) within(row) * Long.BYTES;
  }

  private long ids() {
    return signFactors() + (long) ROWS * Float.BYTES;
  }

  private long records() {
    return ids() + (long) ROWS * Long.BYTES;
  }

  int recordBytes() {
    return PLANES + 2 * words() * Long.BYTES;
  }

  /// Returns the offset of a row's record.
  long record(int row) {
    return records() + (long) within(row) * recordBytes();
  }

  /// Returns the offset of a row's fine code in the fine part.
  long fine(int row) {
    return (long) within(row) * components();
  }

  /// A block of rows.
  record Block(MemorySegment coarse, MemorySegment fine) {}
}
