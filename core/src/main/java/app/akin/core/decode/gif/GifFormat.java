package app.akin.core.decode.gif;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of GIF.
public final class GifFormat {
  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "GIF",
          Set.of("gif"),
          7,
          1,
          (head, length) ->
              ImageFormat.hasText(head, length, 0, "GIF87a")
                  || ImageFormat.hasText(head, length, 0, "GIF89a"),
          (file, _) -> GifFile.open(file));

  private GifFormat() {}
}
