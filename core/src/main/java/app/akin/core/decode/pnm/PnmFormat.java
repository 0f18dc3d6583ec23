package app.akin.core.decode.pnm;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of Netpbm files.
public final class PnmFormat {
  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "PNM",
          Set.of("pnm", "pbm", "pgm", "ppm", "pam"),
          7,
          1,
          (head, length) ->
              length >= 3
                  && head[0] == 'P'
                  && head[1] >= '1'
                  && head[1] <= '7'
                  && (Character.isWhitespace(head[2]) || head[2] == '#'),
          (file, _) -> PnmFile.open(file));

  private PnmFormat() {}
}
