package app.akin.desktop.search;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes pixels as a BMP file (24 bits, Microsoft's BITMAPINFOHEADER), the plainest of the formats
/// that core reads: a pasted picture has no file of its own.
final class Bitmap {
  private static final int HEADER = 14 + 40;

  private Bitmap() {}

  /// The file; what is transparent is white, as on paper.
  ///
  /// @param argb pixels, rows from the top, alpha in the highest byte, not premultiplied
  static byte[] of(int width, int height, int[] argb) {
    int stride = (3 * width + 3) / 4 * 4;
    int size = Math.toIntExact(HEADER + (long) stride * height);
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.put("BM".getBytes(StandardCharsets.US_ASCII)).putInt(size).putInt(0).putInt(HEADER);
    // A negative height means rows from the top.
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
