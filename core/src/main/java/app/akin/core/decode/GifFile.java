package app.akin.core.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The first frame of a GIF file (GIF89a) on its screen, as Pillow shows it: a frame that sticks
/// out makes the screen larger, and what the frame leaves open is the transparent colour or else
/// the first.
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

  /// Reads up to the first frame's pixels.
  static GifFile open(byte[] bytes) throws RefusedException {
    GifFile file = new GifFile(bytes);
    try {
      file.screen();
      file.blocks();
    } catch (IndexOutOfBoundsException e) {
      throw RefusedException.damaged("ends before its first frame");
    }
    return file;
  }

  private void screen() {
    width = unsigned(6);
    height = unsigned(8);
    colors(buffer.get(10));
  }

  /// Reads the colour table that the flags announce.
  private void colors(int flags) {
    if ((flags & 0x80) != 0) {
      int entries = 2 << (flags & 7);
      palette = Palette.read(file, at, entries);
      at += 3 * entries;
    }
  }

  private void blocks() throws RefusedException {
    while (true) {
      switch (buffer.get(at++)) {
        case '!' -> extension();
        case ',' -> {
          frame();
          return;
        }
        case ';' -> throw RefusedException.damaged("has no frame");
        default -> {} // Pillow looks on for a block that it knows
      }
    }
  }

  private void extension() {
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

  private void frame() throws RefusedException {
    left = unsigned(at);
    top = unsigned(at + 2);
    columns = unsigned(at + 4);
    rows = unsigned(at + 6);
    int flags = buffer.get(at + 8);
    interlaced = (flags & 0x40) != 0;
    at += 9;
    colors(flags);
    if (columns == 0 || rows == 0) {
      throw RefusedException.damaged("has an empty frame");
    }
    width = Math.max(width, left + columns);
    height = Math.max(height, top + rows);
    if (transparent >= 0) {
      palette.setTransparent(transparent);
    }
  }

  private int unsigned(int place) {
    return buffer.getShort(place) & 0xFFFF;
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
  public Picture read(Enough enough) throws RefusedException {
    byte[] frame = new GifPixels(file, at).read(columns * rows);
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
    return palette.picture(width, height, screen, null);
  }

  /// Where a stored row belongs: every eighth, those between, then every second and the rest.
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
