package app.akin.core.decode.bmp;

import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import app.akin.core.decode.png.PngFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The largest image of an ICO file; among equal sizes, the one with the most colors. It is a PNG
/// file, or a bitmap without a file header, of twice the height, followed by a transparency mask.
final class IcoFile implements ImageFile {
  private static final int HEADER_BYTES = 6;
  private static final int ENTRY_BYTES = 16;
  private static final int FILE_HEADER = 14;

  private final ImageFile image;

  /// The bitmap with a file header prepended, null if the image is a PNG.
  private final byte @Nullable [] bitmap;

  private IcoFile(ImageFile inner, byte @Nullable [] bitmap) {
    this.image = inner;
    this.bitmap = bitmap;
  }

  /// Reads the directory and the header of the largest image.
  static IcoFile open(byte[] file) throws DecodeException {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int count = buffer.getShort(4) & 0xFFFF;
    long best = -1;
    int from = 0;
    int to = 0;
    for (int i = 0; i < count && HEADER_BYTES + ENTRY_BYTES * (i + 1) <= file.length; i++) {
      int entry = HEADER_BYTES + ENTRY_BYTES * i;
      // Zero means 256.
      long columns = 1L + ((file[entry] - 1) & 255);
      long rows = 1L + ((file[entry + 1] - 1) & 255);
      long rank = ((columns * rows) << 16) | (buffer.getShort(entry + 6) & 0xFFFF);
      long start = buffer.getInt(entry + 12) & 0xFFFFFFFFL;
      long end = start + (buffer.getInt(entry + 8) & 0xFFFFFFFFL);
      if (rank > best && end <= file.length && end - start > 40) {
        best = rank;
        from = (int) start;
        to = (int) end;
      }
    }
    if (best < 0) {
      throw DecodeException.damaged("has no complete image");
    }
    byte[] content = Arrays.copyOfRange(file, from, to);
    if (content[0] == (byte) 0x89) {
      return new IcoFile(PngFile.open(content), null);
    }
    byte[] bitmap = new byte[FILE_HEADER + content.length];
    System.arraycopy(content, 0, bitmap, FILE_HEADER, content.length);
    ByteBuffer header = ByteBuffer.wrap(bitmap).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(FILE_HEADER + 8, header.getInt(FILE_HEADER + 8) / 2);
    return new IcoFile(BmpFile.open(bitmap), bitmap);
  }

  @Override
  public int width() {
    return image.width();
  }

  @Override
  public int height() {
    return image.height();
  }

  @Override
  public byte[] exif() {
    return image.exif();
  }

  /// Revision 1 blends transparent images.
  @Override
  public int revision() {
    return 1;
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException, IOException {
    DecodedImage decoded = image.read(minimum);
    return bitmap == null
        ? decoded
        : new DecodedImage(
            decoded.width(), decoded.height(), decoded.rgb(), false, readAlpha(bitmap), null, null);
  }

  private byte @Nullable [] readAlpha(byte[] file) {
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int bits = header.getShort(FILE_HEADER + 14);
    int colors = header.getInt(FILE_HEADER + 32);
    int palette = bits > 8 ? 0 : 4 * (colors == 0 ? 1 << bits : colors);
    int pixels = FILE_HEADER + header.getInt(FILE_HEADER) + palette;
    int stride = (width() * bits + 31) / 32 * 4;
    byte[] alpha = new byte[width() * height()];
    int visible = 0;
    if (bits == 32) {
      for (int i = 0; i < alpha.length; i++) {
        int row = height() - 1 - i / width();
        alpha[i] = file[pixels + row * stride + 4 * (i % width()) + 3];
        visible |= alpha[i];
      }
    }
    // If the bitmap has no alpha or only zeros, the mask applies.
    int mask = pixels + stride * height();
    int maskStride = (width() + 31) / 32 * 4;
    if (visible == 0 && mask + maskStride * height() > file.length) {
      return null;
    }
    for (int i = 0; visible == 0 && i < alpha.length; i++) {
      int x = i % width();
      int row = height() - 1 - i / width();
      int bit = file[mask + row * maskStride + x / 8] >> (7 - x % 8) & 1;
      alpha[i] = (byte) (bit == 1 ? 0 : 255);
    }
    return alpha;
  }
}
