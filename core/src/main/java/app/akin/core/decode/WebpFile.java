package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/// The picture, or first frame, of a WebP file (RFC 9649). TwelveMonkeys decodes the bit streams;
/// it is handed a small file of nothing else, so that profile and metadata cannot bend the pixels.
final class WebpFile implements ImageFile {
  private static final byte[] ZEROS = new byte[16];

  private final byte[] file;
  private final ByteBuffer buffer;
  private int width;
  private int height;
  private int left;
  private int top;
  private int frameWidth;
  private int frameHeight;

  /// Where the chunks of the picture begin, 0 for none.
  private int image;

  private int opacity;
  private byte @Nullable [] profile;
  private byte[] exif = {};
  private byte[] xmp = {};

  private WebpFile(byte[] file) {
    this.file = file;
    this.buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads the chunks.
  static WebpFile open(byte[] bytes) throws RefusedException {
    WebpFile file = new WebpFile(bytes);
    try {
      file.chunks(12, bytes.length);
      file.size();
    } catch (IndexOutOfBoundsException e) {
      throw RefusedException.damaged("ends inside its header");
    }
    return file;
  }

  private void chunks(int from, int end) throws RefusedException {
    int at = from;
    while (at + 8 <= end) {
      int length = buffer.getInt(at + 4);
      boolean whole = length >= 0 && length <= file.length - at - 8;
      switch (name(at)) {
        case "VP8X" -> {
          width = 1 + number24(at + 12);
          height = 1 + number24(at + 15);
        }
        case "VP8 ", "VP8L" -> image = image == 0 ? at : image;
        case "ALPH" -> opacity = image == 0 ? at : opacity;
        case "ANMF" -> {
          if (image == 0) {
            left = 2 * number24(at + 8);
            top = 2 * number24(at + 11);
            chunks(at + 24, whole ? at + 8 + length : file.length);
          }
        }
        case "ICCP" -> profile = whole ? data(at, length) : null;
        case "XMP " -> xmp = whole ? data(at, length) : xmp;
        case "EXIF" -> exif = whole ? withoutPrefix(data(at, length)) : exif;
        default -> {}
      }
      if (!whole) {
        return;
      }
      at += 8 + length + (length & 1);
    }
  }

  private String name(int at) {
    return new String(file, at, 4, ISO_8859_1);
  }

  private byte[] data(int at, int length) {
    return Arrays.copyOfRange(file, at + 8, at + 8 + length);
  }

  /// Some programs begin the block as a JPEG does.
  private static byte[] withoutPrefix(byte[] block) {
    boolean prefixed = block.length > 6 && block[0] == 'E' && block[4] == 0 && block[5] == 0;
    return prefixed ? Arrays.copyOfRange(block, 6, block.length) : block;
  }

  private int number24(int at) {
    return (buffer.getShort(at) & 0xFFFF) | (buffer.get(at + 2) & 255) << 16;
  }

  /// Reads the size from the picture's own bit stream.
  private void size() throws RefusedException {
    if (image == 0) {
      throw RefusedException.damaged("has no picture");
    }
    if (isLossless()) {
      int bits = buffer.getInt(image + 9);
      frameWidth = 1 + (bits & 0x3FFF);
      frameHeight = 1 + (bits >> 14 & 0x3FFF);
    } else {
      frameWidth = buffer.getShort(image + 14) & 0x3FFF;
      frameHeight = buffer.getShort(image + 16) & 0x3FFF;
    }
    if (width == 0) {
      width = frameWidth;
      height = frameHeight;
    }
    if (left + frameWidth > width || top + frameHeight > height) {
      throw RefusedException.damaged("has a frame larger than its canvas");
    }
  }

  private boolean isLossless() {
    return file[image + 3] == 'L';
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
  public byte[] exif() {
    return exif;
  }

  @Override
  public byte[] xmp() {
    return xmp;
  }

  @Override
  public Picture read(Enough enough) throws RefusedException, IOException {
    int length = buffer.getInt(image + 4);
    if (length < 0 || length > file.length - image - 8) {
      throw RefusedException.damaged(
          "ends after " + file.length + " of " + (image + 8 + (length & 0xFFFFFFFFL)) + " bytes");
    }
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance();
    try (PieceStream stream = PieceStream.of(bare())) {
      reader.setInput(stream, true, true);
      BufferedImage frame = reader.read(0);
      if (frame.getWidth() != frameWidth || frame.getHeight() != frameHeight) {
        throw RefusedException.damaged("has a frame of another size than it says");
      }
      return picture(((DataBufferByte) frame.getRaster().getDataBuffer()).getData());
    } finally {
      reader.dispose();
    }
  }

  /// A WebP file of the picture's chunks alone; zeros behind it, which a decoder may ask for.
  private byte[] bare() {
    boolean withOpacity = opacity > 0 && !isLossless();
    int imageLength = 8 + buffer.getInt(image + 4);
    int opacityLength = withOpacity ? 8 + buffer.getInt(opacity + 4) : 0;
    int extended = withOpacity ? 18 : 0;
    int length = 4 + extended + even(opacityLength) + even(imageLength);
    byte[] bytes = new byte[8 + length + ZEROS.length];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(ISO_8859_1)).putInt(length).put("WEBP".getBytes(ISO_8859_1));
    if (withOpacity) {
      out.put("VP8X".getBytes(ISO_8859_1)).putInt(10).putInt(0x10);
      out.putShort((short) (frameWidth - 1)).put((byte) 0);
      out.putShort((short) (frameHeight - 1)).put((byte) 0);
      out.put(file, opacity, opacityLength).put(ZEROS, 0, opacityLength & 1);
    }
    out.put(file, image, imageLength);
    return bytes;
  }

  private static int even(int length) {
    return length + (length & 1);
  }

  /// @param samples 3 bytes a pixel (blue first) or 4 (alpha first) of the frame
  private Picture picture(byte[] samples) {
    int bands = samples.length / (frameWidth * frameHeight);
    byte[] rgb = new byte[3 * width * height];
    byte @Nullable [] alpha =
        bands == 4 || frameWidth < width || frameHeight < height ? new byte[width * height] : null;
    int from = 0;
    for (int y = 0; y < frameHeight; y++) {
      int to = (top + y) * width + left;
      for (int x = 0; x < frameWidth; x++) {
        if (alpha != null) {
          alpha[to] = bands == 4 ? samples[from] : (byte) 255;
        }
        int blue = from + bands - 3;
        rgb[3 * to] = samples[blue + 2];
        rgb[3 * to + 1] = samples[blue + 1];
        rgb[3 * to + 2] = samples[blue];
        from += bands;
        to++;
      }
    }
    return new Picture(width, height, rgb, false, alpha, null, profile);
  }
}
