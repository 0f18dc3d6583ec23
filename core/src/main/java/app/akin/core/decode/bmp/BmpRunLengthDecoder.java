package app.akin.core.decode.bmp;

import app.akin.core.decode.image.DecodeException;

/// Decodes the run-length encodings of BMP: pairs of count and value, with escapes for end of line,
/// end of image, a position delta and literal pixels. Skipped pixels have index 0. Of a run, pixels
/// after the end of a row are dropped; literal ones continue in the next row until it is written,
/// as in ImageMagick and Pillow.
final class BmpRunLengthDecoder {
  private final byte[] file;
  private final int width;
  private final int height;
  private final boolean fourBits;
  private final byte[] indices;
  private int at;
  private int x;
  private int y;

  private BmpRunLengthDecoder(byte[] file, int at, int width, int height, boolean fourBits) {
    this.file = file;
    this.at = at;
    this.width = width;
    this.height = height;
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
      throw DecodeException.damaged("ends after " + runs.y + " rows of " + height);
    }
    return runs.indices;
  }

  private void read() {
    while (y < height && !isLastPixelDone()) {
      int count = nextByte();
      int value = nextByte();
      if (count > 0) {
        fillRun(count, value);
        continue;
      }
      switch (value) {
        case 0 -> {
          x = 0;
          y++;
        }
        case 1 -> {
          return;
        }
        case 2 -> {
          x += nextByte();
          y += nextByte();
        }
        default -> copyAbsolute(value);
      }
    }
  }

  /// Returns whether the image is complete: its end need not be marked.
  private boolean isLastPixelDone() {
    return y == height - 1 && x >= width;
  }

  private void fillRun(int count, int value) {
    for (int i = 0; i < count; i++) {
      put(fourBits ? (i % 2 == 0 ? value >> 4 : value & 15) : value);
    }
  }

  private void copyAbsolute(int count) {
    for (int i = 0; i < count; i++) {
      int index = fourBits ? file[at + i / 2] >> (i % 2 == 0 ? 4 : 0) & 15 : file[at + i];
      if (x >= width && y * width + x < indices.length) {
        indices[y * width + x] = (byte) index;
      }
      put(index);
    }
    if (y * width + x >= indices.length) {
      y = height; // literal pixels have filled the image
    }
    int bytes = fourBits ? (count + 1) / 2 : count;
    at += bytes + bytes % 2;
  }

  private void put(int index) {
    if (x < width) {
      indices[y * width + x] = (byte) index;
    }
    x++;
  }

  private int nextByte() {
    return file[at++] & 255;
  }
}
