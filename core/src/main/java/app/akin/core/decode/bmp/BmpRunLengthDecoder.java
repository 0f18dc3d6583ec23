package app.akin.core.decode.bmp;

import app.akin.core.decode.image.DecodeException;

/// Decodes the run-length encodings of BMP: pairs of count and value, with escapes for end of line,
/// end of image, a position delta and literal pixels. Skipped pixels have index 0.
final class BmpRunLengthDecoder {
  private final byte[] file;
  private final int width;
  private final boolean fourBits;
  private final byte[] indices;
  private int at;
  private int filled;

  private BmpRunLengthDecoder(byte[] file, int at, int width, int height, boolean fourBits) {
    this.file = file;
    this.at = at;
    this.width = width;
    this.fourBits = fourBits;
    this.indices = new byte[width * height];
  }

  /// Returns the palette indices in stored order.
  ///
  /// @param fourBits whether an index has four bits instead of eight
  static byte[] read(byte[] file, int at, int width, int height, boolean fourBits)
      throws DecodeException {
    BmpRunLengthDecoder runs = new BmpRunLengthDecoder(file, at, width, height, fourBits);
    try {
      runs.read();
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged(
          "ends after " + runs.filled + " pixels of " + runs.indices.length);
    }
    return runs.indices;
  }

  private void read() throws DecodeException {
    while (filled < indices.length) {
      int count = nextByte();
      int value = nextByte();
      if (count > 0) {
        fillRun(Math.min(count, width - filled % width), value);
        continue;
      }
      switch (value) {
        case 0 -> filled = (filled + width - 1) / width * width;
        case 1 -> {
          throw DecodeException.damaged("ends after " + filled + " pixels of " + indices.length);
        }
        case 2 -> filled += nextByte() + nextByte() * width;
        default -> copyAbsolute(value);
      }
    }
  }

  private void fillRun(int count, int value) {
    for (int i = 0; i < count && filled < indices.length; i++) {
      indices[filled++] = (byte) (fourBits ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
    }
  }

  private void copyAbsolute(int count) {
    int start = at;
    for (int i = 0; i < count && filled < indices.length; i++) {
      int value = fourBits ? file[start + i / 2] >> (i % 2 == 0 ? 4 : 0) & 15 : file[start + i];
      indices[filled++] = (byte) value;
    }
    int bytes = fourBits ? (count + 1) / 2 : count;
    at += bytes + bytes % 2;
  }

  private int nextByte() {
    return file[at++] & 255;
  }
}
