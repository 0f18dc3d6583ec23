package app.akin.core.query;

/// The quotation marks that people type.
final class Quotes {
  private static final String DOUBLE = "\"“”„‟«»「」『』＂";

  private Quotes() {}

  /// Returns whether a character is a double quotation mark of any style.
  static boolean isDouble(int character) {
    return DOUBLE.indexOf(character) >= 0;
  }

  /// Returns the index of the mark that closes a phrase, -1 if it is not closed. A backslash keeps
  /// the character after it.
  static int close(String text, int open) {
    String closing =
        switch (text.charAt(open)) {
          case '“', '„', '‟', '”' -> "”“\"";
          case '«' -> "»";
          case '»' -> "«";
          case '「' -> "」";
          case '『' -> "』";
          default -> "\"＂";
        };
    for (int i = open + 1; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\\') {
        i++;
      } else if (closing.indexOf(character) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /// Replaces the marks of other styles by straight ones, unless it has straight ones.
  static String straight(String text) {
    if (text.indexOf('"') >= 0) {
      return text;
    }
    StringBuilder straight = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (isDouble(text.charAt(i))) {
        straight.setCharAt(i, '"');
      }
    }
    return straight.toString();
  }
}
