package app.akin.core.decode.bmp;

import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.image.Palette;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A BMP file with any Windows or OS/2 1.x header: 1, 4 and 8 bits with a palette, 16, 24 and 32
/// bits of color, and run-length encoding. The result matches Pillow, including its special case:
/// the fourth byte is alpha only if the file has a mask for it.
final class BmpFile implements ImageFile {
  private static final int FILE_HEADER = 14;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BIT_FIELDS = 3;

  private final byte[] file;
  private final ByteBuffer buffer;
  private final int[] masks = new int[4];
  private int width;
  private int height;
  private boolean topDown;
  private int bits;
  private int compression;
  private int pixelOffset;
  private Palette palette = new Palette();

  private BmpFile(byte[] file) {
    this.file = file;
    this.buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads the headers.
  static BmpFile open(byte[] bytes) throws DecodeException {
    BmpFile file = new BmpFile(bytes);
    try {
      file.readHeader();
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends inside its header");
    }
    return file;
  }

  private void readHeader() throws DecodeException {
    int size = buffer.getInt(FILE_HEADER);
    int after = FILE_HEADER + size;
    int colors = 0;
    int colorBytes = 4;
    if (size == 12) {
      width = buffer.getShort(18) & 0xFFFF;
      height = buffer.getShort(20) & 0xFFFF;
      bits = buffer.getShort(24);
      colorBytes = 3;
    } else {
      width = buffer.getInt(18);
      height = buffer.getInt(22);
      topDown = height < 0;
      height = Math.abs(height);
      bits = buffer.getShort(28);
      compression = buffer.getInt(30);
      colors = buffer.getInt(46);
      if (compression == BIT_FIELDS) {
        readMasks(size);
        after += size == 40 ? 12 : 0;
      }
    }
    checkFormat();
    colors = colors == 0 ? 1 << bits : colors;
    pixelOffset = buffer.getInt(10);
    if (bits <= 8) {
      if (colors < 0 || colors > 65536) {
        throw DecodeException.damaged("has a broken palette");
      }
      readPalette(after, colors, colorBytes);
      after += colorBytes * colors;
    }
    if (pixelOffset == 0 || (pixelOffset == FILE_HEADER + size && bits <= 8)) {
      pixelOffset = after;
    }
  }

  private void checkFormat() throws DecodeException {
    boolean knownBits =
        switch (compression) {
          case 0 -> bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
          case RLE8 -> bits == 8;
          case RLE4 -> bits == 4;
          case BIT_FIELDS -> bits == 16 || bits == 24 || bits == 32;
          default -> false;
        };
    if (!knownBits) {
      throw DecodeException.unsupported(
          "BMP with " + bits + " bits with compression " + compression);
    }
    if (compression != BIT_FIELDS) {
      boolean fiveBits = bits == 16;
      masks[0] = fiveBits ? 0x7C00 : 0xFF0000;
      masks[1] = fiveBits ? 0x03E0 : 0x00FF00;
      masks[2] = fiveBits ? 0x001F : 0x0000FF;
    }
  }

  private void readMasks(int size) {
    int known = size >= 56 ? 4 : 3;
    int any = 0;
    for (int i = 0; i < known; i++) {
      masks[i] = buffer.getInt(FILE_HEADER + 40 + 4 * i);
      any |= masks[i];
    }
    if (any == 0) {
      masks[0] = 0xFF0000;
      masks[1] = 0xFF00;
      masks[2] = 0xFF;
      masks[3] = 0xFF000000;
    }
  }

  private void readPalette(int from, int colors, int colorBytes) {
    palette = new Palette();
    for (int i = 0; i < Math.min(256, colors); i++) {
      int at = from + colorBytes * i;
      palette.set(i, buffer.get(at + 2), buffer.get(at + 1), buffer.get(at));
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /// Revision 1 reads run lengths correctly and blends transparent images.
  @Override
  public int revision() {
    return compression == RLE8 || compression == RLE4 || masks[3] != 0 ? 1 : 0;
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException {
    if (compression == RLE8 || compression == RLE4) {
      byte[] indices =
          BmpRunLengthDecoder.read(
              file, Math.max(0, pixelOffset), width, height, compression == RLE4);
      return palette.toImage(width, height, topDown ? indices : flipRows(indices), null);
    }
    long stride = ((long) width * bits + 31) / 32 * 4;
    long needed = Math.max(0, pixelOffset) + (height - 1) * stride + ((long) width * bits + 7) / 8;
    if (pixelOffset < 0 || needed > file.length) {
      throw DecodeException.damaged("ends after " + file.length + " of " + needed + " bytes");
    }
    return bits <= 8 ? readIndexed((int) stride) : readColored((int) stride);
  }

  private int rowStart(int y, int stride) {
    return pixelOffset + (topDown ? y : height - 1 - y) * stride;
  }

  private DecodedImage readIndexed(int stride) {
    byte[] indices = new byte[width * height];
    int mask = (1 << bits) - 1;
    for (int y = 0; y < height; y++) {
      int row = rowStart(y, stride);
      for (int x = 0; x < width; x++) {
        int bit = x * bits;
        int shift = 8 - bits - bit % 8;
        indices[y * width + x] = (byte) ((file[row + bit / 8] >> shift) & mask);
      }
    }
    return palette.toImage(width, height, indices, null);
  }

  private DecodedImage readColored(int stride) {
    byte[] rgb = new byte[3 * width * height];
    byte[] alpha = new byte[masks[3] == 0 ? 0 : width * height];
    int visible = 0;
    int bytes = bits / 8;
    for (int y = 0; y < height; y++) {
      int from = rowStart(y, stride);
      int to = y * width;
      for (int x = 0; x < width; x++) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
          value |= (file[from++] & 255) << (8 * i);
        }
        rgb[3 * to] = scaleSample(value, masks[0]);
        rgb[3 * to + 1] = scaleSample(value, masks[1]);
        rgb[3 * to + 2] = scaleSample(value, masks[2]);
        if (alpha.length > 0) {
          alpha[to] = scaleSample(value, masks[3]);
          visible |= alpha[to];
        }
        to++;
      }
    }
    // Some programs leave the alpha byte zero: an entirely transparent image is treated as opaque.
    return new DecodedImage(width, height, rgb, false, visible == 0 ? null : alpha, null, null);
  }

  private static byte scaleSample(int value, int mask) {
    if (mask == 0) {
      return 0;
    }
    int shift = Integer.numberOfTrailingZeros(mask);
    long max = Integer.toUnsignedLong(mask) >> shift;
    long sample = Integer.toUnsignedLong(value & mask) >> shift;
    return (byte) (sample * 255 / max);
  }

  private byte[] flipRows(byte[] indices) {
    byte[] flipped = new byte[indices.length];
    for (int y = 0; y < height; y++) {
      System.arraycopy(indices, y * width, flipped, (height - 1 - y) * width, width);
    }
    return flipped;
  }
}
