package app.akin.core.decode.png;

import app.akin.core.decode.image.DecodeException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates a PNG's pixel chunks row by row and reverses the filters (W3C PNG, sections 9 and 10).
/// Holds two rows, whatever the image's size. Not thread-safe.
final class PngRows {
  private static final int IDAT = 0x49444154;

  // Adam7: start and step of each pass
  private static final int[] FIRST_COLUMN = {0, 4, 0, 2, 0, 1, 0};
  private static final int[] COLUMN_STEP = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] FIRST_ROW = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] ROW_STEP = {8, 8, 8, 4, 4, 2, 2};

  private final byte[] file;
  private final PngHeader header;
  private final Inflater inflater;
  private final int pixelBytes;
  private int chunk;
  private int rows;

  private PngRows(byte[] file, int firstChunk, PngHeader header, Inflater inflater) {
    this.file = file;
    this.chunk = firstChunk;
    this.header = header;
    this.inflater = inflater;
    this.pixelBytes = Math.max(1, header.channels() * header.bits() / 8);
  }

  /// Reads all rows into `samples`.
  ///
  /// @param firstChunk offset of the first pixel chunk
  /// @param raw whether the compressed data has no zlib header
  static void read(byte[] file, int firstChunk, boolean raw, PngHeader header, PngSamples samples)
      throws DecodeException {
    Inflater inflater = new Inflater(raw);
    try {
      PngRows rows = new PngRows(file, firstChunk, header, inflater);
      if (header.interlaced()) {
        for (int pass = 0; pass < FIRST_ROW.length; pass++) {
          rows.readPass(
              FIRST_COLUMN[pass], COLUMN_STEP[pass], FIRST_ROW[pass], ROW_STEP[pass], samples);
        }
      } else {
        rows.readPass(0, 1, 0, 1, samples);
      }
    } catch (DataFormatException e) {
      throw DecodeException.damaged("has broken compressed pixels");
    } finally {
      inflater.end();
    }
  }

  private void readPass(
      int firstColumn, int columnStep, int firstRow, int rowStep, PngSamples samples)
      throws DecodeException, DataFormatException {
    int columns = (header.width() - firstColumn + columnStep - 1) / columnStep;
    if (columns <= 0) {
      return;
    }
    int length = header.rowBytes(columns);
    byte[] previous = new byte[length + 1];
    byte[] row = new byte[length + 1];
    for (int y = firstRow; y < header.height(); y += rowStep) {
      inflate(row);
      unfilter(row, previous);
      samples.addRow(row, columns, y, firstColumn, columnStep);
      byte[] swap = previous;
      previous = row;
      row = swap;
      rows++;
    }
  }

  private void inflate(byte[] row) throws DecodeException, DataFormatException {
    int filled = 0;
    while (filled < row.length) {
      int count = inflater.inflate(row, filled, row.length - filled);
      filled += count;
      if (count == 0) {
        boolean exhausted = inflater.finished() || inflater.needsDictionary();
        if (exhausted || !nextChunk()) {
          throw DecodeException.damaged(
              header.interlaced()
                  ? "ends before the image is complete"
                  : "ends after " + rows + " rows of " + header.height());
        }
      }
    }
  }

  /// Passes the next pixel chunk to the inflater, or its remainder if the file is truncated inside
  /// it.
  private boolean nextChunk() {
    if (chunk < 0 || chunk + 8 > file.length) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int length = buffer.getInt(chunk);
    if (buffer.getInt(chunk + 4) != IDAT || length < 0) {
      return false;
    }
    int available = Math.min(length, file.length - chunk - 8);
    inflater.setInput(file, chunk + 8, available);
    chunk = length > file.length - chunk - 12 ? -1 : chunk + 12 + length;
    return true;
  }

  private void unfilter(byte[] row, byte[] above) throws DecodeException {
    switch (row[0]) {
      case 0 -> {}
      case 1 -> {
        for (int i = 1 + pixelBytes; i < row.length; i++) {
          row[i] += row[i - pixelBytes];
        }
      }
      case 2 -> {
        for (int i = 1; i < row.length; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> {
        for (int i = 1; i < row.length; i++) {
          int left = i > pixelBytes ? row[i - pixelBytes] & 255 : 0;
          row[i] += (byte) ((left + (above[i] & 255)) >> 1);
        }
      }
      case 4 -> {
        for (int i = 1; i < row.length; i++) {
          boolean inside = i > pixelBytes;
          int left = inside ? row[i - pixelBytes] & 255 : 0;
          int corner = inside ? above[i - pixelBytes] & 255 : 0;
          row[i] += (byte) paeth(left, above[i] & 255, corner);
        }
      }
      default -> throw DecodeException.damaged("has an unknown filter in row " + rows);
    }
  }

  private static int paeth(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }
}
