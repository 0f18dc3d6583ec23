package app.akin.core.query;

/// Digits of numbers: ASCII and full-width. Digits of other scripts are not read.
final class Digits {
  private static final int WIDTH = '０' - '0';

  private Digits() {}

  /// Replaces full-width digits; the length stays.
  static String toAscii(String text) {
    StringBuilder ascii = null;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character >= '０' && character <= '９') {
        ascii = ascii == null ? new StringBuilder(text) : ascii;
        ascii.setCharAt(i, (char) (character - WIDTH));
      }
    }
    return ascii == null ? text : ascii.toString();
  }

  /// Returns whether a character is an ASCII digit.
  static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  /// Returns whether a text is one to `max` ASCII digits.
  static boolean isNumber(String text, int max) {
    return !text.isEmpty()
        && text.length() <= max
        && text.chars().allMatch(character -> isDigit((char) character));
  }
}
