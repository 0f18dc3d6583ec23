package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.brotli.dec.BrotliInputStream;

/// A JPEG XL file (ISO/IEC 18181), bare or in boxes. Its size and how it lies are read here; the
/// system's libjxl decodes it, where the system has one.
final class JxlFile implements ImageFile {
  private static final int[][] RATIOS = {{1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}};
  private static final int[] SIZE_BITS = {9, 13, 18, 30};

  /// No camera or program says more of a photo.
  private static final int LONGEST_BOX = 16 << 20;

  private final byte[] file;
  private final SystemJxl codec;
  private final boolean boxed;
  private int bit;
  private int width;
  private int height;
  private int orientation = 1;

  private JxlFile(byte[] file, SystemJxl codec) {
    this.file = file;
    this.codec = codec;
    this.boxed = file[0] == 0;
  }

  /// Reads the size.
  static JxlFile open(byte[] bytes, SystemJxl codec) throws RefusedException {
    JxlFile file = new JxlFile(bytes, codec);
    try {
      file.header();
    } catch (IndexOutOfBoundsException e) {
      throw RefusedException.damaged("ends inside its header");
    }
    return file;
  }

  /// The size header and the first fields of the image metadata (ISO/IEC 18181-1, annex D).
  private void header() throws RefusedException {
    int start = boxed ? stream() : 0;
    if (start < 0 || file[start] != (byte) 0xFF || file[start + 1] != 0x0A) {
      throw RefusedException.damaged("has no picture");
    }
    bit = 8 * (start + 2);
    boolean small = bits(1) == 1;
    long rows = small ? 8L * (1 + bits(5)) : size();
    int ratio = bits(3);
    long columns =
        ratio > 0
            ? rows * RATIOS[ratio - 1][0] / RATIOS[ratio - 1][1]
            : small ? 8L * (1 + bits(5)) : size();
    width = (int) Math.min(Integer.MAX_VALUE, columns);
    height = (int) Math.min(Integer.MAX_VALUE, rows);
    boolean usual = bits(1) == 1;
    if (!usual && bits(1) == 1) {
      orientation = 1 + bits(3);
    }
  }

  private long size() {
    return 1L + bits(SIZE_BITS[bits(2)]);
  }

  /// Some bits, each byte's lowest first.
  private int bits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (file[bit / 8] >> bit % 8 & 1) << i;
      bit++;
    }
    return value;
  }

  /// Where the stream begins in its box, -1 for nowhere.
  private int stream() {
    for (IsoBox box : IsoBox.list(ByteBuffer.wrap(file), 0, file.length)) {
      if (box.type().equals("jxlc")) {
        return box.start();
      }
      if (box.type().equals("jxlp")) {
        return box.start() + 4;
      }
    }
    return -1;
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
  public int orientation() {
    return orientation;
  }

  @Override
  public byte[] exif() {
    return box("Exif", 4);
  }

  @Override
  public byte[] xmp() {
    return box("xml ", 0);
  }

  /// @param skip bytes before what is wanted
  private byte[] box(String type, int skip) {
    if (boxed) {
      for (IsoBox box : IsoBox.list(ByteBuffer.wrap(file), 0, file.length)) {
        if (box.length() > 8) {
          if (box.type().equals(type)) {
            return skipped(Arrays.copyOfRange(file, box.start(), box.end()), skip);
          }
          // A compressed box begins with the type it had.
          if (box.type().equals("brob")
              && type.equals(new String(file, box.start(), 4, ISO_8859_1))) {
            return skipped(expanded(box.start() + 4, box.end()), skip);
          }
        }
      }
    }
    return NO_BYTES;
  }

  private static byte[] skipped(byte[] contents, int skip) {
    if (contents.length <= 8) {
      return NO_BYTES;
    }
    // An offset of zero, nearly always, then the TIFF header.
    int more = skip == 0 ? 0 : ByteBuffer.wrap(contents).getInt(0);
    int from = more < 0 || more > contents.length - 8 ? 0 : skip + more;
    return Arrays.copyOfRange(contents, from, contents.length);
  }

  /// What a part of the file was before it was compressed; nothing where it is broken.
  private byte[] expanded(int from, int to) {
    try (InputStream in = new BrotliInputStream(new ByteArrayInputStream(file, from, to - from))) {
      return in.readNBytes(LONGEST_BOX);
    } catch (IOException | RuntimeException e) {
      return NO_BYTES;
    }
  }

  @Override
  public Picture read(Enough enough) throws RefusedException {
    Optional<JxlCodec> found = codec.codec();
    if (found.isEmpty()) {
      throw RefusedException.needsCodec(SystemJxl.ADVICE);
    }
    return found.get().decode(file, width, height);
  }
}
