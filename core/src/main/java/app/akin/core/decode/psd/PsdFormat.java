package app.akin.core.decode.psd;

import app.akin.core.decode.format.ImageFormat;
import java.util.Set;

/// The descriptor of Photoshop files.
public final class PsdFormat {
  /// The format.
  public static final ImageFormat FORMAT =
      new ImageFormat(
          "PSD", Set.of("psd", "psb"), 8, 0, PsdFile::matches, (file, _) -> PsdFile.open(file));

  private PsdFormat() {}
}
