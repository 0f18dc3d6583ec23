package app.akin.core.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The largest picture of an ICO file, of several so large the one of most colours: a PNG file, or
/// a bitmap without its file header, of twice its height, with a mask of what is transparent behind
/// it.
final class IcoFile implements ImageFile {
  private static final int FIRST = 6;
  private static final int ENTRY = 16;
  private static final int FILE_HEADER = 14;

  private final ImageFile inner;

  /// The bitmap with a file header before it, null where the picture is a PNG.
  private final byte @Nullable [] bitmap;

  private IcoFile(ImageFile inner, byte @Nullable [] bitmap) {
    this.inner = inner;
    this.bitmap = bitmap;
  }

  /// Reads the list and the header of the largest picture.
  static IcoFile open(byte[] file) throws RefusedException {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int count = buffer.getShort(4) & 0xFFFF;
    long best = -1;
    int from = 0;
    int to = 0;
    for (int i = 0; i < count && FIRST + ENTRY * (i + 1) <= file.length; i++) {
      int entry = FIRST + ENTRY * i;
      // A byte of zero stands for 256.
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
      throw RefusedException.damaged("has no whole picture");
    }
    byte[] picture = Arrays.copyOfRange(file, from, to);
    if (picture[0] == (byte) 0x89) {
      return new IcoFile(PngFile.open(picture), null);
    }
    byte[] bitmap = new byte[FILE_HEADER + picture.length];
    System.arraycopy(picture, 0, bitmap, FILE_HEADER, picture.length);
    ByteBuffer header = ByteBuffer.wrap(bitmap).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(FILE_HEADER + 8, header.getInt(FILE_HEADER + 8) / 2);
    return new IcoFile(BmpFile.open(bitmap), bitmap);
  }

  @Override
  public int width() {
    return inner.width();
  }

  @Override
  public int height() {
    return inner.height();
  }

  @Override
  public byte[] exif() {
    return inner.exif();
  }

  @Override
  public Picture read(Enough enough) throws RefusedException, IOException {
    Picture picture = inner.read(enough);
    return bitmap == null
        ? picture
        : new Picture(
            picture.width(), picture.height(), picture.rgb(), false, alpha(bitmap), null, null);
  }

  private byte @Nullable [] alpha(byte[] file) {
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
    // Without opacities of its own, and where those say that there is nothing, the mask decides.
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
