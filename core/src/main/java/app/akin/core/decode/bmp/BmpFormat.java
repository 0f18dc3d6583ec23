package app.akin.core.decode.bmp;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of BMP.
public final class BmpFormat {
  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "BMP", Set.of("bmp", "dib"), 8, 1, BmpFormat::matches, (file, _) -> BmpFile.open(file));

  private BmpFormat() {}

  /// Returns whether the size of the second header is valid for a BMP too; the two-letter signature
  /// alone is ambiguous.
  private static boolean matches(byte[] head, int length) {
    if (!ImageFormat.hasText(head, length, 0, "BM") || length < ImageFormat.HEAD_BYTES) {
      return false;
    }
    int size = (head[14] & 255) | (head[15] & 255) << 8 | (head[16] & 255) << 16 | head[17] << 24;
    return switch (size) {
      case 12, 40, 52, 56, 64, 108, 124 -> true;
      default -> false;
    };
  }
}
