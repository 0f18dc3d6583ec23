package app.akin.core.decode.webp;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of WebP.
public final class WebpFormat {
  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "WEBP",
          Set.of("webp"),
          16, // the codec's image in addition to ours
          1,
          (head, length) ->
              ImageFormat.hasText(head, length, 0, "RIFF")
                  && ImageFormat.hasText(head, length, 8, "WEBP"),
          (file, codecs) -> WebpFile.open(file, codecs.leptonica()));

  private WebpFormat() {}
}
