package app.akin.core.decode.gif;

import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.Palette;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The first frame of a GIF file (GIF89a) on its logical screen, rendered as Pillow does: a frame
/// that exceeds the screen enlarges it, and uncovered pixels have the transparent color or else the
/// first color.
final class GifFile implements ImageFile {

  private final byte[] file;
  private final ByteBuffer buffer;
  private int at = 13;
  private int width;
  private int height;
  private Palette palette = Palette.greys();
  private int transparent = -1;
  private int left;
  private int top;
  private int columns;
  private int rows;
  private boolean interlaced;

  private GifFile(byte[] file) {
    this.file = file;
    this.buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads the file up to the first frame's pixels.
  static GifFile open(byte[] bytes) throws DecodeException {
    GifFile file = new GifFile(bytes);
    try {
      file.readScreen();
      file.readBlocks();
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends before its first frame");
    }
    return file;
  }

  private void readScreen() {
    width = unsignedShort(6);
    height = unsignedShort(8);
    readColorTable(buffer.get(10));
  }

  /// Reads the color table, if the flags declare one.
  private void readColorTable(int flags) {
    if ((flags & 0x80) != 0) {
      int entries = 2 << (flags & 7);
      palette = Palette.read(file, at, entries);
      at += 3 * entries;
    }
  }

  private void readBlocks() throws DecodeException {
    while (true) {
      switch (buffer.get(at++)) {
        case '!' -> readExtension();
        case ',' -> {
          readFrame();
          return;
        }
        case ';' -> throw DecodeException.damaged("has no frame");
        default -> {} // skip unknown bytes, as Pillow does
      }
    }
  }

  private void readExtension() {
    boolean control = (buffer.get(at++) & 255) == 0xF9;
    int length = buffer.get(at) & 255;
    if (control && length >= 4 && (buffer.get(at + 1) & 1) != 0) {
      transparent = buffer.get(at + 4) & 255;
    }
    while (length != 0) {
      at += 1 + length;
      length = buffer.get(at) & 255;
    }
    at++;
  }

  private void readFrame() throws DecodeException {
    left = unsignedShort(at);
    top = unsignedShort(at + 2);
    columns = unsignedShort(at + 4);
    rows = unsignedShort(at + 6);
    int flags = buffer.get(at + 8);
    interlaced = (flags & 0x40) != 0;
    at += 9;
    readColorTable(flags);
    if (columns == 0 || rows == 0) {
      throw DecodeException.damaged("has an empty frame");
    }
    width = Math.max(width, left + columns);
    height = Math.max(height, top + rows);
    if (transparent >= 0) {
      palette.setTransparent(transparent);
    }
  }

  private int unsignedShort(int offset) {
    return buffer.getShort(offset) & 0xFFFF;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException {
    byte[] frame = new GifLzwDecoder(file, at).read(columns * rows);
    byte[] screen = frame;
    if (columns != width || rows != height || interlaced) {
      screen = new byte[width * height];
      if (transparent > 0) {
        Arrays.fill(screen, (byte) transparent);
      }
      for (int row = 0; row < rows; row++) {
        int y = top + (interlaced ? interlacedRow(row) : row);
        System.arraycopy(frame, row * columns, screen, y * width + left, columns);
      }
    }
    return palette.toImage(width, height, screen, null);
  }

  /// Returns the display row of a stored row of an interlaced frame: two passes of every eighth
  /// row, then every fourth, then every second.
  private int interlacedRow(int stored) {
    int row = stored;
    for (int pass = 0; pass < 4; pass++) {
      int first = pass == 0 ? 0 : 8 >> pass;
      int step = pass == 0 ? 8 : 16 >> pass;
      int count = (rows - first + step - 1) / step;
      if (row < count) {
        return first + step * row;
      }
      row -= Math.max(0, count);
    }
    throw new IllegalStateException("row " + stored + " of " + rows);
  }
}
