package app.akin.core.query;

/// Classes of characters in a typed line.
final class Characters {
  private Characters() {}

  /// Returns a line of the same length in lower case and half-width characters.
  static String fold(String line) {
    char[] characters = line.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      char character = characters[i];
      if (character >= '！' && character <= '～' && "，；！？（）：".indexOf(character) < 0) {
        character = (char) (character - '！' + '!');
      }
      characters[i] =
          switch (character) {
            case '’', '‘', 'ʼ', '`' -> '\'';
            case '–', '−', '‐', '‑' -> '-';
            case '：' -> ':';
            default -> isBlank(character) ? ' ' : Character.toLowerCase(character);
          };
    }
    return new String(characters);
  }

  /// Returns whether a character separates words: a blank, or a mark that only directs the writing.
  static boolean isBlank(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || (character >= '\u200B' && character <= '\u200F' && character != '\u200D')
        || (character >= '\u202A' && character <= '\u202E')
        || (character >= '\u2066' && character <= '\u2069')
        || character == '\uFEFF';
  }

  static boolean isMark(int character) {
    int type = Character.getType(character);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  static boolean isHan(int character) {
    return Character.isIdeographic(character);
  }

  /// Returns whether a character is a punctuation mark rather than a symbol.
  static boolean isPunctuation(int character) {
    return switch (Character.getType(character)) {
      case Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION ->
          true;
      case Character.OTHER_PUNCTUATION -> "#@&%*/\\".indexOf(character) < 0;
      default -> false;
    };
  }
}
