package app.akin.core.decode.bmp;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of ICO.
public final class IcoFormat {
  private static final byte[] SIGNATURE = {0, 0, 1, 0};

  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "ICO", Set.of("ico"), 8, 1, IcoFormat::matches, (file, _) -> IcoFile.open(file));

  private IcoFormat() {}

  /// Returns whether the first entry refers to data after the directory; the four-byte signature
  /// alone is ambiguous. Programs write any number of planes and bits.
  private static boolean matches(byte[] head, int length) {
    if (!ImageFormat.hasBytes(head, length, 0, SIGNATURE) || length < 22) {
      return false;
    }
    int count = (head[4] & 255) | (head[5] & 255) << 8;
    long size = unsignedInt(head, 14);
    return count > 0 && size > 40 && unsignedInt(head, 18) >= 6 + 16L * count;
  }

  private static long unsignedInt(byte[] head, int at) {
    return (head[at] & 255)
        | (head[at + 1] & 255) << 8
        | (head[at + 2] & 255) << 16
        | (head[at + 3] & 255L) << 24;
  }
}
