package app.akin.desktop.search;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes pixels as a BMP file (24 bits, BITMAPINFOHEADER), a format that core reads, because a
/// pasted image has no file.
final class ClipboardBitmap {
  private static final int HEADER = 14 + 40;

  private ClipboardBitmap() {}

  /// Returns the file; transparent pixels become white.
  ///
  /// @param argb pixels, top row first, alpha in the highest byte, not premultiplied
  static byte[] of(int width, int height, int[] argb) {
    int stride = (3 * width + 3) / 4 * 4;
    int size = Math.toIntExact(HEADER + (long) stride * height);
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put("BM".getBytes(StandardCharsets.US_ASCII)).putInt(size).putInt(0).putInt(HEADER);
    // A negative height means that the top row comes first.
    file.putInt(40).putInt(width).putInt(-height).putShort((short) 1).putShort((short) 24);
    file.putInt(0).putInt(stride * height).putInt(2835).putInt(2835).putInt(0).putInt(0);
    for (int y = 0; y < height; y++) {
      file.position(HEADER + y * stride);
      for (int x = 0; x < width; x++) {
        int pixel = argb[y * width + x];
        int alpha = pixel >>> 24;
        file.put(over(pixel & 255, alpha));
        file.put(over(pixel >> 8 & 255, alpha));
        file.put(over(pixel >> 16 & 255, alpha));
      }
    }
    return file.array();
  }

  private static byte over(int sample, int alpha) {
    return (byte) ((sample * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
