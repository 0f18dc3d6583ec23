package app.akin.core.decode.webp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.image.ByteArrayImageInputStream;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/// The image, or first frame, of a WebP file (RFC 9649). TwelveMonkeys decodes the bitstreams; it
/// receives a file without profile and metadata, so that these cannot affect the pixels.
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

  /// Offset of the image chunk, 0 for none.
  private int imageChunk;

  private int alphaChunk;
  private byte @Nullable [] profile;
  private byte[] exif = {};
  private byte[] xmp = {};

  private WebpFile(byte[] file) {
    this.file = file;
    this.buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads the chunks.
  static WebpFile open(byte[] bytes) throws DecodeException {
    WebpFile file = new WebpFile(bytes);
    try {
      file.readChunks(12, bytes.length);
      file.readSize();
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends inside its header");
    }
    return file;
  }

  private void readChunks(int from, int end) throws DecodeException {
    int at = from;
    while (at + 8 <= end) {
      int length = buffer.getInt(at + 4);
      boolean complete = length >= 0 && length <= file.length - at - 8;
      switch (chunkType(at)) {
        case "VP8X" -> {
          width = 1 + unsigned24(at + 12);
          height = 1 + unsigned24(at + 15);
        }
        case "VP8 ", "VP8L" -> imageChunk = imageChunk == 0 ? at : imageChunk;
        case "ALPH" -> alphaChunk = imageChunk == 0 ? at : alphaChunk;
        case "ANMF" -> {
          if (imageChunk == 0) {
            left = 2 * unsigned24(at + 8);
            top = 2 * unsigned24(at + 11);
            readChunks(at + 24, complete ? at + 8 + length : file.length);
          }
        }
        case "ICCP" -> profile = complete ? chunkData(at, length) : null;
        case "XMP " -> xmp = complete ? chunkData(at, length) : xmp;
        case "EXIF" -> exif = complete ? withoutPrefix(chunkData(at, length)) : exif;
        default -> {}
      }
      if (!complete) {
        return;
      }
      at += 8 + length + (length & 1);
    }
  }

  private String chunkType(int at) {
    return new String(file, at, 4, ISO_8859_1);
  }

  private byte[] chunkData(int at, int length) {
    return Arrays.copyOfRange(file, at + 8, at + 8 + length);
  }

  /// Removes the EXIF prefix of JPEG, which some programs write.
  private static byte[] withoutPrefix(byte[] block) {
    boolean prefixed = block.length > 6 && block[0] == 'E' && block[4] == 0 && block[5] == 0;
    return prefixed ? Arrays.copyOfRange(block, 6, block.length) : block;
  }

  private int unsigned24(int at) {
    return (buffer.getShort(at) & 0xFFFF) | (buffer.get(at + 2) & 255) << 16;
  }

  /// Reads the size from the image's bitstream.
  private void readSize() throws DecodeException {
    if (imageChunk == 0) {
      throw DecodeException.damaged("has no image");
    }
    if (isLossless()) {
      int bits = buffer.getInt(imageChunk + 9);
      frameWidth = 1 + (bits & 0x3FFF);
      frameHeight = 1 + (bits >> 14 & 0x3FFF);
    } else {
      frameWidth = buffer.getShort(imageChunk + 14) & 0x3FFF;
      frameHeight = buffer.getShort(imageChunk + 16) & 0x3FFF;
    }
    if (width == 0) {
      width = frameWidth;
      height = frameHeight;
    }
    if (left + frameWidth > width || top + frameHeight > height) {
      throw DecodeException.damaged("has a frame larger than its canvas");
    }
  }

  private boolean isLossless() {
    return file[imageChunk + 3] == 'L';
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
  public DecodedImage read(MinimumSize minimum) throws DecodeException, IOException {
    int length = buffer.getInt(imageChunk + 4);
    if (length < 0 || length > file.length - imageChunk - 8) {
      throw DecodeException.damaged(
          "ends after "
              + file.length
              + " of "
              + (imageChunk + 8 + (length & 0xFFFFFFFFL))
              + " bytes");
    }
    ImageReader reader = new WebPImageReaderSpi().createReaderInstance();
    try (ByteArrayImageInputStream stream = ByteArrayImageInputStream.of(withoutMetadata())) {
      reader.setInput(stream, true, true);
      BufferedImage frame = reader.read(0);
      if (frame.getWidth() != frameWidth || frame.getHeight() != frameHeight) {
        throw DecodeException.damaged("has a frame of another size than stated");
      }
      return toImage(((DataBufferByte) frame.getRaster().getDataBuffer()).getData());
    } finally {
      reader.dispose();
    }
  }

  /// Returns a WebP file with only the image's chunks, followed by zeros, which a decoder may read.
  private byte[] withoutMetadata() {
    boolean withOpacity = alphaChunk > 0 && !isLossless();
    int imageLength = 8 + buffer.getInt(imageChunk + 4);
    int opacityLength = withOpacity ? 8 + buffer.getInt(alphaChunk + 4) : 0;
    int extended = withOpacity ? 18 : 0;
    int length = 4 + extended + padded(opacityLength) + padded(imageLength);
    byte[] bytes = new byte[8 + length + ZEROS.length];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(ISO_8859_1)).putInt(length).put("WEBP".getBytes(ISO_8859_1));
    if (withOpacity) {
      out.put("VP8X".getBytes(ISO_8859_1)).putInt(10).putInt(0x10);
      out.putShort((short) (frameWidth - 1)).put((byte) 0);
      out.putShort((short) (frameHeight - 1)).put((byte) 0);
      out.put(file, alphaChunk, opacityLength).put(ZEROS, 0, opacityLength & 1);
    }
    out.put(file, imageChunk, imageLength);
    return bytes;
  }

  private static int padded(int length) {
    return length + (length & 1);
  }

  /// @param samples of the frame, 3 bytes per pixel (blue first) or 4 (alpha first)
  private DecodedImage toImage(byte[] samples) {
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
    return new DecodedImage(width, height, rgb, false, alpha, null, profile);
  }
}
