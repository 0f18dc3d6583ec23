package app.akin.core.decode.tiff;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of TIFF and BigTIFF. Many raw files begin like these.
public final class TiffFormat {
  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "TIFF",
          Set.of("tif", "tiff"),
          16, // the codec's image in addition to ours
          1,
          TiffFormat::matches,
          (file, _) -> TiffFile.open(file));

  private TiffFormat() {}

  private static boolean matches(byte[] head, int length) {
    return ImageFormat.hasText(head, length, 0, "II*\0")
        || ImageFormat.hasText(head, length, 0, "MM\0*")
        || ImageFormat.hasText(head, length, 0, "II+\0\b\0\0\0")
        || ImageFormat.hasText(head, length, 0, "MM\0+\0\b\0\0");
  }
}
