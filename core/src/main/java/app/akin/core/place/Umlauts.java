package app.akin.core.place;

import java.text.Normalizer;

/// Umlauts spelled as two letters, as in "Muenchen".
final class Umlauts {
  private Umlauts() {}

  /// Returns a name with its umlauts spelled as two letters.
  static String spelled(String name) {
    StringBuilder text = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFC)
        .chars()
        .forEach(
            character -> {
              switch (character) {
                case 'ä', 'Ä' -> text.append("ae");
                case 'ö', 'Ö', 'ø', 'Ø' -> text.append("oe");
                case 'ü', 'Ü' -> text.append("ue");
                case 'å', 'Å' -> text.append("aa");
                default -> text.append((char) character);
              }
            });
    return text.toString();
  }
}
