package app.akin.core.query;

import java.text.Normalizer;
import java.util.Locale;

/// Comparison of names: without case, accents, blanks, hyphens and apostrophes.
public final class Names {
  private Names() {}

  /// Returns the form in which equal names are equal.
  public static String key(String name) {
    String text = name;
    if (!isAscii(name)) {
      text = Normalizer.normalize(name, Normalizer.Form.NFKD);
    }
    StringBuilder key = new StringBuilder(text.length());
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      char character = lower.charAt(i);
      if (isKept(character)) {
        append(key, character);
      }
    }
    return key.toString();
  }

  /// Returns the form in which file names are compared, which differ in case alone if it is equal.
  public static String fileName(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /// Returns whether a text has only ASCII characters.
  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKept(char character) {
    return switch (character) {
      case '-', '\'', '’', '‘', '‐', '‑', '‒', '–', '—', '_', '.' -> false;
      default ->
          !Character.isWhitespace(character)
              && !Character.isSpaceChar(character)
              && Character.getType(character) != Character.NON_SPACING_MARK;
    };
  }

  /// Appends a letter; letters that no normalization takes apart become their base letters.
  private static void append(StringBuilder key, char character) {
    switch (character) {
      case 'ß' -> key.append("ss");
      case 'ø' -> key.append('o');
      case 'ł' -> key.append('l');
      case 'đ' -> key.append('d');
      case 'ı' -> key.append('i');
      case 'æ' -> key.append("ae");
      case 'œ' -> key.append("oe");
      default -> key.append(character);
    }
  }
}
