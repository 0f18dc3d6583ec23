package app.akin.core.index;

import static app.akin.core.index.CodeLayout.FLOAT;
import static app.akin.core.index.CodeLayout.INT;
import static app.akin.core.index.CodeLayout.LONG;

import app.akin.core.index.CodeLayout.Block;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Codes vectors by 11 bits a component, so that the first bits already give a good estimate of
/// scalar products (after RaBitQ: Gao and Long, "RaBitQ: Quantizing High-Dimensional Vectors with a
/// Theoretical Error Bound for Approximate Nearest Neighbor Search", SIGMOD 2024).
///
/// The mean is subtracted from a vector, and the rest, the *residual*, is rotated (see [Rotation]).
/// Each component falls into one of eight cells of equal width, the outer two being open:
///
/// * the sign is the first bit of the cell, in the sign words; factor times the sum of the query's
///   components by these signs estimates the scalar product of residual and query;
/// * the other two bits of the cell are in two planes of the record; so does the cell with another
///   factor, with the expected error of such an estimate for a query of length 1;
/// * a byte, the fine code, is the position in the cell. With it a component is known to about a
///   thousandth of the standard deviation, and scalar products to 0.0003.
///
/// The factors correct the length that is lost by rounding, which makes the estimates unbiased.
///
/// Immutable and thread-safe.
final class RowCoder {
  /// Cells of a component.
  static final int CELLS = 8;

  /// Sub-cells of a cell.
  static final int FINE = 256;

  /// The number of inner cells on each side of 0, after which the outer cell begins.
  private static final int OUTER = CELLS / 2 - 1;

  /// Width of a cell in standard deviations: the best uniform quantiser of 8 levels for a normal
  /// distribution (Max, "Quantizing for Minimum Distortion", 1960).
  private static final double CELL_WIDTH = 0.586;

  private final CodeLayout layout;
  private final float[] mean;
  private final Rotation rotation;

  /// @param mean subtracted from all vectors; not modified afterwards
  RowCoder(CodeLayout layout, float[] mean) {
    this.layout = layout;
    this.mean = mean;
    this.rotation = new Rotation(layout.components());
  }

  /// Returns a coder that subtracts nothing.
  static RowCoder uncentred(CodeLayout layout) {
    return new RowCoder(layout, new float[layout.dimension()]);
  }

  /// Returns whether it subtracts anything.
  boolean isCentred() {
    for (float component : mean) {
      if (component != 0) {
        return true;
      }
    }
    return false;
  }

  CodeLayout layout() {
    return layout;
  }

  /// Returns the mean; must not be modified.
  float[] mean() {
    return mean;
  }

  /// Returns a vector rotated as the residuals are.
  float[] rotate(float[] vector) {
    float[] rotated = Arrays.copyOf(vector, layout.components());
    rotation.apply(rotated);
    return rotated;
  }

  /// Writes the code of a row into its block.
  void encode(float[] vector, long id, int row, Block block) {
    float[] residual = new float[layout.components()];
    for (int i = 0; i < vector.length; i++) {
      residual[i] = vector[i] - mean[i];
    }
    rotation.apply(residual);
    double square = 0;
    double absolute = 0;
    float largest = 0;
    for (float component : residual) {
      square += component * component;
      absolute += Math.abs(component);
      largest = Math.max(largest, Math.abs(component));
    }
    float width = (float) (CELL_WIDTH * Math.sqrt(square / residual.length));
    float tail = Math.max(largest - OUTER * width, 0);
    byte[] fine = new byte[residual.length];
    byte[] cells = new byte[residual.length];
    double cellProduct = 0;
    double cellSquare = 0;
    double fineProduct = 0;
    Values values = new Values(width, tail);
    for (int i = 0; i < residual.length; i++) {
      int code = values.code(residual[i]);
      int cell = code / FINE;
      cells[i] = (byte) cell;
      fine[i] = (byte) code;
      float middle = cell - (CELLS - 1) / 2f;
      cellProduct += middle * residual[i];
      cellSquare += middle * middle;
      fineProduct += values.value(code) * residual[i];
    }
    MemorySegment.copy(fine, 0, block.fine(), ValueLayout.JAVA_BYTE, layout.fine(row), fine.length);
    MemorySegment coarse = block.coarse();
    long record = layout.record(row);
    for (int word = 0; word < layout.words(); word++) {
      long sign = 0;
      long high = 0;
      long low = 0;
      for (int bit = 0; bit < Long.SIZE; bit++) {
        long cell = cells[word * Long.SIZE + bit];
        sign |= (cell >> 2) << bit;
        high |= (cell >> 1 & 1) << bit;
        low |= (cell & 1) << bit;
      }
      coarse.set(LONG, layout.sign(row, word), sign);
      coarse.set(LONG, plane(record, 0, word), high);
      coarse.set(LONG, plane(record, 1, word), low);
    }
    double cellFactor = ratio(square, cellProduct);
    double correction = square == 0 ? 1 : ratio(square, fineProduct);
    double lost = Math.max(0, cellFactor * cellFactor * cellSquare - square);
    coarse.set(LONG, layout.id(row), id);
    coarse.set(FLOAT, layout.signFactor(row), (float) ratio(square, absolute));
    coarse.set(FLOAT, record + CodeLayout.FACTOR, (float) cellFactor);
    coarse.set(FLOAT, record + CodeLayout.ERROR, (float) Math.sqrt(lost / layout.components()));
    coarse.set(FLOAT, record + CodeLayout.STEP, (float) (width * correction));
    coarse.set(FLOAT, record + CodeLayout.TAIL, (float) (tail * correction));
    coarse.set(INT, record + CodeLayout.FINE_CHECKSUM, fineChecksum(block, row));
    coarse.set(INT, record + CodeLayout.CHECKSUM, checksum(block, row));
  }

  private static double ratio(double square, double product) {
    return square == 0 ? 0 : square / product;
  }

  /// Returns the offset of a word of the cells' second (0) or last (1) bits.
  long plane(long record, int plane, int word) {
    return record + CodeLayout.PLANES + ((long) plane * layout.words() + word) * Long.BYTES;
  }

  /// Returns the values of a row's cells.
  Values values(MemorySegment coarse, int row) {
    long record = layout.record(row);
    return new Values(
        coarse.get(FLOAT, record + CodeLayout.STEP), coarse.get(FLOAT, record + CodeLayout.TAIL));
  }

  /// Returns the vector of a row, as its code tells it.
  float[] decode(Block block, int row) {
    MemorySegment coarse = block.coarse();
    long record = layout.record(row);
    Values values = values(coarse, row);
    float[] vector = new float[layout.components()];
    for (int i = 0; i < vector.length; i++) {
      int word = i / Long.SIZE;
      long cell =
          (coarse.get(LONG, layout.sign(row, word)) >>> i & 1) << 2
              | (coarse.get(LONG, plane(record, 0, word)) >>> i & 1) << 1
              | (coarse.get(LONG, plane(record, 1, word)) >>> i & 1);
      int fine = block.fine().get(ValueLayout.JAVA_BYTE, layout.fine(row) + i) & (FINE - 1);
      vector[i] = values.value((int) cell * FINE + fine);
    }
    rotation.reverse(vector);
    float[] decoded = Arrays.copyOf(vector, layout.dimension());
    for (int i = 0; i < decoded.length; i++) {
      decoded[i] += mean[i];
    }
    return decoded;
  }

  /// Copies the code of a row to another row.
  void copy(Block from, int row, Block to, int target) {
    for (int word = 0; word < layout.words(); word++) {
      to.coarse()
          .set(LONG, layout.sign(target, word), from.coarse().get(LONG, layout.sign(row, word)));
    }
    to.coarse()
        .set(FLOAT, layout.signFactor(target), from.coarse().get(FLOAT, layout.signFactor(row)));
    to.coarse().set(LONG, layout.id(target), from.coarse().get(LONG, layout.id(row)));
    MemorySegment.copy(
        from.coarse(),
        layout.record(row),
        to.coarse(),
        layout.record(target),
        layout.recordBytes());
    MemorySegment.copy(
        from.fine(), layout.fine(row), to.fine(), layout.fine(target), layout.components());
  }

  /// Returns the CRC-32C of the coarse part of a full block.
  static int checksum(Block block) {
    CRC32C crc = new CRC32C();
    crc.update(block.coarse().asByteBuffer());
    return (int) crc.getValue();
  }

  /// Returns whether the coarse code of a row is as it was written.
  boolean isIntact(Block block, int row) {
    return block.coarse().get(INT, layout.record(row) + CodeLayout.CHECKSUM)
        == checksum(block, row);
  }

  /// Returns whether the fine code of a row is as it was written. Its coarse code is intact.
  boolean isFineIntact(Block block, int row) {
    return block.coarse().get(INT, layout.record(row) + CodeLayout.FINE_CHECKSUM)
        == fineChecksum(block, row);
  }

  /// Returns the CRC-32C of all of a row's coarse code except this checksum. A row of zeros, as in
  /// a part of a file that was never written, has another.
  private int checksum(Block block, int row) {
    MemorySegment coarse = block.coarse();
    ByteBuffer parts =
        ByteBuffer.allocate(layout.words() * Long.BYTES + Float.BYTES + Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int word = 0; word < layout.words(); word++) {
      parts.putLong(coarse.get(LONG, layout.sign(row, word)));
    }
    parts.putFloat(coarse.get(FLOAT, layout.signFactor(row)));
    parts.putLong(coarse.get(LONG, layout.id(row)));
    CRC32C crc = new CRC32C();
    crc.update(parts.flip());
    long from = layout.record(row) + CodeLayout.FINE_CHECKSUM;
    crc.update(
        coarse.asSlice(from, layout.recordBytes() - CodeLayout.FINE_CHECKSUM).asByteBuffer());
    return (int) crc.getValue();
  }

  private int fineChecksum(Block block, int row) {
    CRC32C crc = new CRC32C();
    crc.update(block.fine().asSlice(layout.fine(row), layout.components()).asByteBuffer());
    return (int) crc.getValue();
  }

  /// The values of codes: the cell times [#FINE] plus the position in the cell, ascending.
  ///
  /// @param width width of an inner cell
  /// @param tail width of an outer cell
  record Values(float width, float tail) {
    private static final int CODES = CELLS * FINE;

    /// Returns the code of a component.
    int code(float component) {
      float size = Math.abs(component);
      float border = OUTER * width;
      int code =
          size < border || tail == 0
              ? (int) (size / width * FINE)
              : Math.min(CODES / 2 - 1, (int) (OUTER * FINE + (size - border) / tail * FINE));
      return component < 0 ? CODES / 2 - 1 - code : CODES / 2 + code;
    }

    /// Returns the middle of the components of a code.
    float value(int code) {
      float linear = (code - (CODES - 1) / 2f) * (width / FINE);
      if (code >= CODES - FINE) {
        return linear + (tail - width) * ((code - (CODES - FINE) + 0.5f) / FINE);
      }
      return code < FINE ? linear - (tail - width) * ((FINE - code - 0.5f) / FINE) : linear;
    }
  }
}
