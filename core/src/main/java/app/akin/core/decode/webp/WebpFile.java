package app.akin.core.decode.webp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.codec.LeptonicaLoader;
import app.akin.core.decode.image.Canvas;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.ImageFile;
import app.akin.core.decode.image.MinimumSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The image, or the first frame with content, of a WebP file (RFC 9649). The codec receives each
/// frame as a file without profile and metadata, so that these cannot affect the pixels.
final class WebpFile implements ImageFile {
  private static final byte[] ZEROS = new byte[16];

  /// The bits of a frame's flags (RFC 9649, section 2.7.1.1).
  private static final int DISPOSE = 1;

  private static final int REPLACE = 2;

  private final byte[] file;
  private final ByteBuffer buffer;
  private final WebpFrameDecoder decoder;
  private final List<WebpFrame> frames = new ArrayList<>();
  private int width;
  private int height;
  private byte @Nullable [] profile;
  private byte[] exif = {};
  private byte[] xmp = {};

  private WebpFile(byte[] file, LeptonicaLoader leptonica) {
    this.file = file;
    this.buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    this.decoder = new WebpFrameDecoder(leptonica);
  }

  /// Reads the chunks.
  static WebpFile open(byte[] bytes, LeptonicaLoader leptonica) throws DecodeException {
    WebpFile file = new WebpFile(bytes, leptonica);
    try {
      file.readChunks();
    } catch (IndexOutOfBoundsException e) {
      throw DecodeException.damaged("ends inside its header");
    }
    if (file.frames.isEmpty()) {
      throw DecodeException.damaged("has no image");
    }
    return file;
  }

  private void readChunks() throws DecodeException {
    int at = 12;
    int alphaChunk = 0;
    while (at + 8 <= file.length) {
      int length = buffer.getInt(at + 4);
      boolean complete = length >= 0 && length <= file.length - at - 8;
      switch (chunkType(at)) {
        case "VP8X" -> {
          width = 1 + unsigned24(at + 12);
          height = 1 + unsigned24(at + 15);
        }
        case "VP8 ", "VP8L" -> {
          if (frames.isEmpty()) {
            addFrame(0, 0, at, alphaChunk, 0);
          }
        }
        case "ALPH" -> alphaChunk = at;
        case "ANMF" -> {
          if (frames.size() < Canvas.MAX_FRAMES) {
            readFrame(at, complete ? at + 8 + length : file.length);
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

  /// Reads the chunks of a frame of an animation.
  private void readFrame(int chunk, int end) throws DecodeException {
    int alphaChunk = 0;
    int at = chunk + 24;
    while (at + 8 <= end) {
      int length = buffer.getInt(at + 4);
      switch (chunkType(at)) {
        case "ALPH" -> alphaChunk = at;
        case "VP8 ", "VP8L" -> {
          int left = 2 * unsigned24(chunk + 8);
          int top = 2 * unsigned24(chunk + 11);
          addFrame(left, top, at, alphaChunk, buffer.get(chunk + 23));
          return;
        }
        default -> {}
      }
      if (length < 0 || length > end - at - 8) {
        return;
      }
      at += 8 + length + (length & 1);
    }
  }

  /// Adds a frame with the size that its bitstream states.
  private void addFrame(int left, int top, int imageChunk, int alphaChunk, int flags)
      throws DecodeException {
    int columns;
    int rows;
    if (isLossless(imageChunk)) {
      int bits = buffer.getInt(imageChunk + 9);
      columns = 1 + (bits & 0x3FFF);
      rows = 1 + (bits >> 14 & 0x3FFF);
    } else {
      columns = buffer.getShort(imageChunk + 14) & 0x3FFF;
      rows = buffer.getShort(imageChunk + 16) & 0x3FFF;
    }
    if (width == 0) {
      width = columns;
      height = rows;
    }
    if (left + columns > width || top + rows > height) {
      throw DecodeException.damaged("has a frame larger than its canvas");
    }
    frames.add(
        new WebpFrame(
            left,
            top,
            columns,
            rows,
            imageChunk,
            isLossless(imageChunk) ? 0 : alphaChunk,
            (flags & REPLACE) == 0,
            (flags & DISPOSE) != 0));
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

  private boolean isLossless(int imageChunk) {
    return file[imageChunk + 3] == 'L';
  }

  /// A lossless file may have an alpha channel, which bit 28 of its header states.
  private boolean hasAlpha(WebpFrame frame) {
    return isLossless(frame.imageChunk())
        ? (buffer.getInt(frame.imageChunk() + 9) >> 28 & 1) != 0
        : frame.alphaChunk() > 0;
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

  /// Revision 1 reads lossy images correctly, blends transparent ones, and skips blank frames.
  @Override
  public int revision() {
    WebpFrame first = frames.getFirst();
    boolean changed =
        frames.size() > 1
            || !isLossless(first.imageChunk())
            || hasAlpha(first)
            || !coversCanvas(first);
    return changed ? 1 : 0;
  }

  private boolean coversCanvas(WebpFrame frame) {
    return frame.width() == width && frame.height() == height;
  }

  @Override
  public DecodedImage read(MinimumSize minimum) throws DecodeException, IOException {
    WebpFrame first = frames.getFirst();
    checkLength(first.imageChunk());
    boolean opaque = frames.size() == 1 && coversCanvas(first) && !hasAlpha(first);
    if (opaque) {
      return DecodedImage.opaque(width, height, rgb(decode(first)), profile);
    }
    Canvas canvas = new Canvas(width, height);
    for (int i = 0; i < frames.size(); i++) {
      WebpFrame frame = frames.get(i);
      Canvas.Area area = new Canvas.Area(frame.left(), frame.top(), frame.width(), frame.height());
      try {
        checkLength(frame.imageChunk());
        canvas.draw(decode(frame), area, frame.blends());
      } catch (DecodeException | IOException e) {
        if (i == 0) {
          throw e;
        }
        break; // a later frame is damaged: the frames before it count
      }
      if (!canvas.isBlank()) {
        return canvas.toImage(profile);
      }
      if (frame.disposed()) {
        canvas.clear(area);
      }
    }
    // No frame has content.
    canvas.clear(new Canvas.Area(0, 0, width, height));
    canvas.draw(
        decode(first),
        new Canvas.Area(first.left(), first.top(), first.width(), first.height()),
        false);
    return canvas.toImage(profile);
  }

  private void checkLength(int imageChunk) throws DecodeException {
    int length = buffer.getInt(imageChunk + 4);
    if (length < 0 || length > file.length - imageChunk - 8) {
      throw DecodeException.damaged(
          "ends after "
              + file.length
              + " of "
              + (imageChunk + 8 + (length & 0xFFFFFFFFL))
              + " bytes");
    }
  }

  private byte[] decode(WebpFrame frame) throws DecodeException, IOException {
    return decoder.decode(withoutMetadata(frame), frame.width(), frame.height());
  }

  private static byte[] rgb(byte[] rgba) {
    byte[] rgb = new byte[rgba.length / 4 * 3];
    for (int from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
      rgb[to] = rgba[from];
      rgb[to + 1] = rgba[from + 1];
      rgb[to + 2] = rgba[from + 2];
    }
    return rgb;
  }

  /// Returns a WebP file with only a frame's chunks, followed by zeros, which a decoder may read.
  private byte[] withoutMetadata(WebpFrame frame) throws DecodeException {
    boolean withOpacity = frame.alphaChunk() > 0;
    int imageLength = 8 + buffer.getInt(frame.imageChunk() + 4);
    int opacityLength = withOpacity ? 8 + buffer.getInt(frame.alphaChunk() + 4) : 0;
    if (withOpacity && (opacityLength < 8 || opacityLength > file.length - frame.alphaChunk())) {
      throw DecodeException.damaged("ends inside its transparency");
    }
    int extended = withOpacity ? 18 : 0;
    int length = 4 + extended + padded(opacityLength) + padded(imageLength);
    byte[] bytes = new byte[8 + length + ZEROS.length];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(ISO_8859_1)).putInt(length).put("WEBP".getBytes(ISO_8859_1));
    if (withOpacity) {
      out.put("VP8X".getBytes(ISO_8859_1)).putInt(10).putInt(0x10);
      out.putShort((short) (frame.width() - 1)).put((byte) 0);
      out.putShort((short) (frame.height() - 1)).put((byte) 0);
      out.put(file, frame.alphaChunk(), opacityLength).put(ZEROS, 0, opacityLength & 1);
    }
    out.put(file, frame.imageChunk(), imageLength);
    return bytes;
  }

  private static int padded(int length) {
    return length + (length & 1);
  }
}
