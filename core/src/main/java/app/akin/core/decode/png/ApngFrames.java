package app.akin.core.decode.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.decode.image.Canvas;
import app.akin.core.decode.image.DecodeException;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.MinimumSize;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/// The frames of an animated PNG after its first image (W3C PNG, third edition, section 11.3.6).
/// Not thread-safe.
final class ApngFrames {
  private static final int CONTROL_BYTES = 26;

  private final byte[] file;
  private final ByteBuffer buffer;
  private final PngHeader header;
  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
  private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
  private final Canvas canvas;
  private int control = -1;
  private int frames;

  ApngFrames(byte[] file, PngHeader header) {
    this.file = file;
    this.buffer = ByteBuffer.wrap(file);
    this.header = header;
    this.canvas = new Canvas(header.width(), header.height());
  }

  /// Returns the first frame with content, drawn over the frames before it.
  ///
  /// @param blank the first image, which is returned if no complete frame has content
  DecodedImage firstWithContent(DecodedImage blank) {
    canvas.draw(Canvas.rgba(blank.rgb(), blank.alpha()), area(0, 0, blank), false);
    try {
      int at = PngHeader.START;
      while (at + 12 <= file.length && frames < Canvas.MAX_FRAMES) {
        int length = buffer.getInt(at);
        if (length < 0 || length > file.length - at - 12) {
          return blank;
        }
        String type = new String(file, at + 4, 4, ISO_8859_1);
        switch (type) {
          case "PLTE", "tRNS" -> tables.write(file, at, length + 12);
          case "fdAT" -> pixels.write(file, at + 12, Math.max(0, length - 4));
          case "fcTL", "IEND" -> {
            if (drawFrame()) {
              return canvas.toImage(blank.profile());
            }
            control = type.equals("fcTL") && length >= CONTROL_BYTES ? at + 8 : -1;
          }
          default -> {}
        }
        at += 12 + length;
      }
    } catch (DecodeException | IndexOutOfBoundsException e) {
      return blank;
    }
    return blank;
  }

  /// Draws the frame that was read and returns whether the canvas then has content.
  private boolean drawFrame() throws DecodeException {
    if (control < 0 || pixels.size() == 0) {
      return false;
    }
    frames++;
    int left = buffer.getInt(control + 12);
    int top = buffer.getInt(control + 16);
    DecodedImage image = PngFile.open(frameFile()).read(MinimumSize.FULL);
    pixels.reset();
    canvas.draw(
        Canvas.rgba(image.rgb(), image.alpha()), area(left, top, image), file[control + 25] == 1);
    if (!canvas.isBlank()) {
      return true;
    }
    if (file[control + 24] != 0) {
      canvas.clear(area(left, top, image));
    }
    return false;
  }

  private static Canvas.Area area(int left, int top, DecodedImage image) {
    return new Canvas.Area(left, top, image.width(), image.height());
  }

  /// Returns the frame as a PNG file.
  private byte[] frameFile() throws DecodeException {
    int width = buffer.getInt(control + 4);
    int height = buffer.getInt(control + 8);
    if (width <= 0 || height <= 0 || width > header.width() || height > header.height()) {
      throw DecodeException.damaged("has a frame larger than its image");
    }
    byte[] size = new byte[13];
    ByteBuffer.wrap(size)
        .putInt(width)
        .putInt(height)
        .put((byte) header.bits())
        .put((byte) header.type())
        .put(12, (byte) (header.interlaced() ? 1 : 0));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, PngHeader.START);
    out.writeBytes(chunk("IHDR", size));
    out.writeBytes(tables.toByteArray());
    out.writeBytes(chunk("IDAT", pixels.toByteArray()));
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).put(type.getBytes(ISO_8859_1)).put(data);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) sum.getValue()).array();
  }
}
