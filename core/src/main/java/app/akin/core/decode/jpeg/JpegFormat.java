package app.akin.core.decode.jpeg;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of JPEG, including stereo and panorama files, whose first image counts.
public final class JpegFormat {
  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "JPEG",
          Set.of("jpg", "jpeg", "jpe", "jfif", "jfi", "jif", "pjpeg", "pjp", "mpo", "jps", "insp"),
          9, // samples, progressive coefficients
          0,
          (head, length) ->
              length >= 3
                  && head[0] == (byte) 0xFF
                  && head[1] == (byte) 0xD8
                  && head[2] == (byte) 0xFF,
          (file, codecs) -> JpegFile.open(file, codecs.leptonica(), codecs.jdkJpeg().reader()));

  private JpegFormat() {}
}
