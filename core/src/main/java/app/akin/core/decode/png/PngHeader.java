package app.akin.core.decode.png;

import app.akin.core.decode.image.DecodeException;
import java.nio.ByteBuffer;

/// The header chunk (IHDR) of a PNG file.
///
/// @param width columns
/// @param height rows
/// @param bits bits per sample: 1, 2, 4, 8 or 16
/// @param type the color type, one of the constants of this class
/// @param interlaced whether the pixels are stored in the seven passes of Adam7
record PngHeader(int width, int height, int bits, int type, boolean interlaced) {
  static final int GREY = 0;
  static final int RGB = 2;
  static final int INDEXED = 3;
  static final int GREY_ALPHA = 4;
  static final int RGB_ALPHA = 6;

  /// Usual offset of the chunk in the file; its length is [#LENGTH].
  static final int START = 8;

  static final int LENGTH = 25;

  /// Reads the chunk at an offset; the file must be long enough.
  static PngHeader read(byte[] file, int at) throws DecodeException {
    ByteBuffer buffer = ByteBuffer.wrap(file, at, LENGTH);
    int length = buffer.getInt();
    int chunk = buffer.getInt();
    PngHeader header =
        new PngHeader(
            buffer.getInt(), buffer.getInt(), buffer.get(), buffer.get(), file[at + 20] == 1);
    if (length != 13 || chunk != 0x49484452 || !header.isValid()) {
      throw DecodeException.damaged("has a broken header");
    }
    return header;
  }

  private boolean isValid() {
    return switch (type) {
      case GREY -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
      case INDEXED -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
      case RGB, GREY_ALPHA, RGB_ALPHA -> bits == 8 || bits == 16;
      default -> false;
    };
  }

  /// Returns the number of samples per pixel.
  int channels() {
    return switch (type) {
      case RGB -> 3;
      case GREY_ALPHA -> 2;
      case RGB_ALPHA -> 4;
      default -> 1;
    };
  }

  /// Returns the number of bytes of a packed row.
  int rowBytes(int columns) {
    return (int) (((long) columns * channels() * bits + 7) / 8);
  }
}
