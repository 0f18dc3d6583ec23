package app.akin.core.decode.png;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of PNG.
public final class PngFormat {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "PNG",
          Set.of("png", "apng"),
          8,
          1,
          (head, length) -> ImageFormat.hasBytes(head, length, 0, SIGNATURE),
          (file, _) -> PngFile.open(file));

  private PngFormat() {}
}
