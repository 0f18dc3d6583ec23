package app.akin.core.decode.bmp;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of ICO.
public final class IcoFormat {
  private static final byte[] SIGNATURE = {0, 0, 1, 0};

  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "ICO", Set.of("ico"), 8, 0, IcoFormat::matches, (file, _) -> IcoFile.open(file));

  private IcoFormat() {}

  /// Returns whether the first entry is valid too; the four-byte signature alone is ambiguous.
  private static boolean matches(byte[] head, int length) {
    if (!ImageFormat.hasBytes(head, length, 0, SIGNATURE) || length < 22) {
      return false;
    }
    int bits = (head[12] & 255) | (head[13] & 255) << 8;
    return head[4] != 0 && head[5] == 0 && head[9] == 0 && head[10] <= 1 && bits <= 32;
  }
}
