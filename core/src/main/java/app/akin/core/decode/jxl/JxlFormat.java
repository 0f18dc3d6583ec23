package app.akin.core.decode.jxl;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of JPEG XL.
public final class JxlFormat {
  private static final byte[] CODESTREAM = {(byte) 0xFF, 0x0A};
  private static final byte[] CONTAINER = {
    0, 0, 0, 12, 'J', 'X', 'L', ' ', 13, 10, (byte) 0x87, 10
  };

  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "JXL",
          Set.of("jxl"),
          12, // floating point internally
          1,
          (head, length) ->
              ImageFormat.hasBytes(head, length, 0, CODESTREAM)
                  || ImageFormat.hasBytes(head, length, 0, CONTAINER),
          _ -> false,
          (file, codecs) -> JxlFile.open(file, codecs.jxl()),
          codecs -> codecs.jxl().codec().isEmpty());

  private JxlFormat() {}
}
