package app.akin.core.decode.heif;

import app.akin.core.decode.image.IsoBox;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The color descriptions of HEIF items (`colr` boxes, ISO/IEC 14496-12, section 12.1.5).
final class HeifColors {
  private HeifColors() {}

  /// Returns the description by numbers of ITU-T H.273, or null. It contains the primaries, the
  /// transfer function and the matrix as two-byte numbers after its type.
  static @Nullable IsoBox nclx(ByteBuffer file, HeifItem item) {
    return find(file, item, List.of("nclx"));
  }

  /// Returns the ICC profile, or null.
  static byte @Nullable [] profile(ByteBuffer file, HeifItem item) {
    IsoBox box = find(file, item, List.of("prof", "rICC"));
    if (box == null) {
      return null;
    }
    byte[] profile = new byte[box.length() - 4];
    file.get(box.start() + 4, profile);
    return profile;
  }

  private static @Nullable IsoBox find(ByteBuffer file, HeifItem item, List<String> kinds) {
    for (IsoBox property : item.properties) {
      if (property.type().equals("colr")
          && property.length() >= 4
          && kinds.contains(IsoBox.text(file, property.start()))) {
        return property;
      }
    }
    return null;
  }
}
