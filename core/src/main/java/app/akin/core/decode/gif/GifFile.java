package app.akin.core.decode.gif;

import app.akin.core.decode.format.ImageFormat;
import app.akin.core.decode.image.Canvas;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.Palette;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The first frame of a GIF file (GIF89a) on its logical screen, rendered as Pillow does: a frame
/// that exceeds the screen enlarges it, and uncovered pixels have the transparent color or else the
/// first color. If that frame is blank, the first one with content on the screen.
final class GifFile implements ImageFile {
  // Labels of extensions.
  private static final int CONTROL = 0xF9;
  private static final int APPLICATION = 0xFF;

  /// The application identifier of an XMP packet, which is followed by bytes that lead readers of
  /// data blocks to its end (XMP specification, part 3).
  private static final String XMP = "XMP DataXMP";

  private static final int XMP_TRAILER = 258;

  private final byte[] file;
  private final ByteBuffer buffer;
  private int at = 13;
  private int width;
  private int height;
  private int globalTable = -1;
  private int globalColors;
  private int transparent = -1;
  private int disposal;
  private byte[] xmp = NO_BYTES;
  private final GifFrame first;

  private GifFile(byte[] file) throws DecodeException {
    this.file = file;
    this.buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    width = unsignedShort(6);
    height = unsignedShort(8);
    int flags = buffer.get(10);
    if ((flags & 0x80) != 0) {
      globalTable = at;
      globalColors = 2 << (flags & 7);
      at += 3 * globalColors;
    }
    GifFrame found = nextFrame();
    if (found == null) {
      throw DecodeException.damaged("has no frame");
    }
    first = found;
    width = Math.max(width, first.left() + first.columns());
    height = Math.max(height, first.top() + first.rows());
  }

  /// Reads the file up to the first frame's pixels.
  static GifFile open(byte[] bytes) throws DecodeException {
    try {
      return new GifFile(bytes);
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends before its first frame");
    }
  }

  /// Reads the blocks up to the next frame's pixels. Returns null at the end.
  private @Nullable GifFrame nextFrame() throws DecodeException {
    while (true) {
      switch (buffer.get(at++)) {
        case '!' -> readExtension();
        case ',' -> {
          return readFrame();
        }
        case ';' -> {
          return null;
        }
        default -> {} // skip unknown bytes, as Pillow does
      }
    }
  }

  private void readExtension() {
    int label = buffer.get(at++) & 255;
    boolean control = label == CONTROL;
    int length = buffer.get(at) & 255;
    int start = at + 1 + length;
    if (control && length >= 4) {
      int flags = buffer.get(at + 1);
      disposal = flags >> 2 & 7;
      transparent = (flags & 1) == 0 ? -1 : buffer.get(at + 4) & 255;
    }
    boolean isXmp = label == APPLICATION && ImageFormat.hasText(file, file.length, at + 1, XMP);
    skipBlocks();
    if (isXmp && at - XMP_TRAILER > start) {
      xmp = Arrays.copyOfRange(file, start, at - XMP_TRAILER);
    }
  }

  private void skipBlocks() {
    int length = buffer.get(at) & 255;
    while (length != 0) {
      at += 1 + length;
      length = buffer.get(at) & 255;
    }
    at++;
  }

  private GifFrame readFrame() throws DecodeException {
    int left = unsignedShort(at);
    int top = unsignedShort(at + 2);
    int columns = unsignedShort(at + 4);
    int rows = unsignedShort(at + 6);
    int flags = buffer.get(at + 8);
    at += 9;
    if (columns == 0 || rows == 0) {
      throw DecodeException.damaged("has an empty frame");
    }
    Palette palette =
        globalTable < 0 ? Palette.greys() : Palette.read(file, globalTable, globalColors);
    if ((flags & 0x80) != 0) {
      int colors = 2 << (flags & 7);
      palette = Palette.read(file, at, colors);
      at += 3 * colors;
    }
    if (transparent >= 0) {
      palette.setTransparent(transparent);
    }
    boolean interlaced = (flags & 0x40) != 0;
    return new GifFrame(
        left, top, columns, rows, interlaced, palette, transparent, disposal >= 2, at);
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
  public byte[] xmp() {
    return xmp;
  }

  /// Revision 1 blends transparent frames and skips blank ones.
  @Override
  public int revision() {
    return first.transparent() >= 0 || hasMoreFrames() ? 1 : 0;
  }

  private boolean hasMoreFrames() {
    try {
      at = first.data() + 1;
      skipBlocks();
      return nextFrame() != null;
    } catch (DecodeException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException {
    DecodedImage image = readFirst();
    if (!Canvas.isBlank(image.rgb(), image.alpha())) {
      return image;
    }
    try {
      return readWithContent(image);
    } catch (DecodeException | IndexOutOfBoundsException e) {
      return image; // no later frame is complete
    }
  }

  private DecodedImage readFirst() throws DecodeException {
    byte[] frame = indices(first);
    byte[] screen = frame;
    if (first.columns() != width || first.rows() != height) {
      screen = new byte[width * height];
      if (first.transparent() > 0) {
        Arrays.fill(screen, (byte) first.transparent());
      }
      for (int row = 0; row < first.rows(); row++) {
        int to = (first.top() + row) * width + first.left();
        System.arraycopy(frame, row * first.columns(), screen, to, first.columns());
      }
    }
    return first.palette().toImage(width, height, screen, null);
  }

  /// Draws frames until one has content.
  private DecodedImage readWithContent(DecodedImage blank) throws DecodeException {
    Canvas canvas = new Canvas(width, height);
    GifFrame frame = first;
    at = first.data();
    for (int i = 0; i < Canvas.MAX_FRAMES && frame != null; i++) {
      Canvas.Area area = new Canvas.Area(frame.left(), frame.top(), frame.columns(), frame.rows());
      canvas.draw(rgba(frame), area, true);
      if (!canvas.isBlank()) {
        return canvas.toImage(null);
      }
      if (frame.disposed()) {
        canvas.clear(area);
      }
      at = frame.data() + 1;
      skipBlocks();
      frame = nextFrame();
      if (frame != null && (long) frame.columns() * frame.rows() > 4L * width * height) {
        throw DecodeException.damaged("has a frame larger than its screen");
      }
    }
    return blank;
  }

  private byte[] rgba(GifFrame frame) throws DecodeException {
    DecodedImage image =
        frame.palette().toImage(frame.columns(), frame.rows(), indices(frame), null);
    return Canvas.rgba(image.rgb(), image.alpha());
  }

  /// Returns the palette indices of a frame in display order.
  private byte[] indices(GifFrame frame) throws DecodeException {
    int columns = frame.columns();
    byte[] stored =
        new GifLzwDecoder(file, frame.data()).read(Math.multiplyExact(columns, frame.rows()));
    if (!frame.interlaced()) {
      return stored;
    }
    byte[] indices = new byte[stored.length];
    for (int row = 0; row < frame.rows(); row++) {
      int to = interlacedRow(row, frame.rows()) * columns;
      System.arraycopy(stored, row * columns, indices, to, columns);
    }
    return indices;
  }

  /// Returns the display row of a stored row of an interlaced frame: two passes of every eighth
  /// row, then every fourth, then every second.
  private static int interlacedRow(int stored, int rows) {
    int row = stored;
    for (int pass = 0; pass < 4; pass++) {
      int start = pass == 0 ? 0 : 8 >> pass;
      int step = pass == 0 ? 8 : 16 >> pass;
      int count = (rows - start + step - 1) / step;
      if (row < count) {
        return start + step * row;
      }
      row -= Math.max(0, count);
    }
    throw new IllegalStateException("row " + stored + " of " + rows);
  }
}
