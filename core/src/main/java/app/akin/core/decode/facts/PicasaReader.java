package app.akin.core.decode.facts;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.akin.core.photo.Flag;
import java.util.List;
import java.util.Locale;

/// Reads what Picasa stores about a photo in the file `.picasa.ini` of its folder: the star, which
/// is a pick, caption and keywords. Stateless.
final class PicasaReader {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private PicasaReader() {}

  /// Reads the section of a photo.
  ///
  /// @param file the bytes of the file, empty for none
  /// @param fileName the photo's name
  static void read(byte[] file, String fileName, MetadataBuilder metadata) {
    boolean isOfPhoto = false;
    String section = "[" + fileName.toLowerCase(Locale.ROOT) + "]";
    for (String raw : lines(file)) {
      String line = raw.strip();
      if (line.startsWith("[")) {
        isOfPhoto = line.toLowerCase(Locale.ROOT).equals(section);
      } else if (isOfPhoto) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          value(
              line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
              line.substring(equals + 1).strip(),
              metadata);
        }
      }
    }
  }

  private static List<String> lines(byte[] file) {
    String text = new String(file, UTF_8);
    return (text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text).lines().toList();
  }

  private static void value(String key, String value, MetadataBuilder metadata) {
    switch (key) {
      case "star" -> metadata.flag(value.equalsIgnoreCase("yes") ? Flag.PICK : null);
      case "caption" -> metadata.caption(value);
      case "keywords" -> {
        for (String keyword : value.split(",", -1)) {
          metadata.keyword(keyword, "");
        }
      }
      default -> {}
    }
  }
}
