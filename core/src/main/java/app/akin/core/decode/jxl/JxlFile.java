package app.akin.core.decode.jxl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.codec.JxlCodec;
import app.akin.core.decode.codec.JxlCodecLoader;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.IsoBox;
import app.akin.core.decode.image.MinimumSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.brotli.dec.BrotliInputStream;

/// A JPEG XL file (ISO/IEC 18181), as a bare codestream or in a container. The size and orientation
/// are read here; the system's libjxl, if installed, decodes the pixels.
final class JxlFile implements ImageFile {
  private static final int[][] RATIOS = {{1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}};
  private static final int[] SIZE_BITS = {9, 13, 18, 30};

  /// Limit on the decompressed metadata; cameras and programs write less.
  private static final int MAX_BOX_BYTES = 16 << 20;

  private final byte[] file;
  private final JxlCodecLoader codecLoader;
  private final boolean isContainer;
  private int bitPosition;
  private int width;
  private int height;
  private int orientation = 1;
  private boolean allDefault;

  private JxlFile(byte[] file, JxlCodecLoader codecLoader) {
    this.file = file;
    this.codecLoader = codecLoader;
    this.isContainer = file[0] == 0;
  }

  /// Reads the size and orientation.
  static JxlFile open(byte[] bytes, JxlCodecLoader codecLoader) throws DecodeException {
    JxlFile file = new JxlFile(bytes, codecLoader);
    try {
      file.readHeader();
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends inside its header");
    }
    return file;
  }

  /// Reads the size header and the first fields of the image metadata (ISO/IEC 18181-1, annex D).
  private void readHeader() throws DecodeException {
    int start = isContainer ? codestreamOffset() : 0;
    if (start < 0 || file[start] != (byte) 0xFF || file[start + 1] != 0x0A) {
      throw DecodeException.damaged("has no image");
    }
    bitPosition = 8 * (start + 2);
    boolean small = readBits(1) == 1;
    long rows = small ? 8L * (1 + readBits(5)) : readSize();
    int ratio = readBits(3);
    long columns =
        ratio > 0
            ? rows * RATIOS[ratio - 1][0] / RATIOS[ratio - 1][1]
            : small ? 8L * (1 + readBits(5)) : readSize();
    width = (int) Math.min(Integer.MAX_VALUE, columns);
    height = (int) Math.min(Integer.MAX_VALUE, rows);
    allDefault = readBits(1) == 1;
    if (!allDefault && readBits(1) == 1) {
      orientation = 1 + readBits(3);
    }
  }

  private long readSize() {
    return 1L + readBits(SIZE_BITS[readBits(2)]);
  }

  /// Reads bits, the least significant of each byte first.
  private int readBits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= (file[bitPosition / 8] >> bitPosition % 8 & 1) << i;
      bitPosition++;
    }
    return value;
  }

  /// Returns the offset of the codestream inside its box, or -1 if there is none.
  private int codestreamOffset() {
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

  /// @param skip bytes before the data
  private byte[] box(String type, int skip) {
    if (isContainer) {
      for (IsoBox box : IsoBox.list(ByteBuffer.wrap(file), 0, file.length)) {
        if (box.length() > 8) {
          if (box.type().equals(type)) {
            return withoutPrefix(Arrays.copyOfRange(file, box.start(), box.end()), skip);
          }
          // A compressed box starts with its original type.
          if (box.type().equals("brob")
              && type.equals(new String(file, box.start(), 4, ISO_8859_1))) {
            return withoutPrefix(decompress(box.start() + 4, box.end()), skip);
          }
        }
      }
    }
    return NO_BYTES;
  }

  private static byte[] withoutPrefix(byte[] contents, int skip) {
    if (contents.length <= 8) {
      return NO_BYTES;
    }
    // The offset of the TIFF header, which is nearly always zero.
    int more = skip == 0 ? 0 : ByteBuffer.wrap(contents).getInt(0);
    int from = more < 0 || more > contents.length - 8 ? 0 : skip + more;
    return Arrays.copyOfRange(contents, from, contents.length);
  }

  /// Decompresses a part of the file; returns an empty array if it is damaged.
  private byte[] decompress(int from, int to) {
    try (InputStream in = new BrotliInputStream(new ByteArrayInputStream(file, from, to - from))) {
      return in.readNBytes(MAX_BOX_BYTES);
    } catch (IOException | RuntimeException e) {
      return NO_BYTES;
    }
  }

  /// Revision 1 blends transparent images and converts high dynamic range. Both are stated after
  /// fields of variable length, so every file that does not have the default metadata counts.
  @Override
  public int revision() {
    return allDefault ? 0 : 1;
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException {
    Optional<JxlCodec> found = codecLoader.codec();
    if (found.isEmpty()) {
      throw DecodeException.needsCodec(JxlCodecLoader.INSTALL_ADVICE);
    }
    return found.get().decode(file, width, height);
  }
}
