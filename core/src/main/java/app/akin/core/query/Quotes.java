package app.akin.core.query;

/// The quotation marks that people type.
final class Quotes {
  private static final String DOUBLE = "\"“”„‟«»「」『』＂";

  private Quotes() {}

  /// Returns whether a character is a double quotation mark of any style.
  static boolean isDouble(int character) {
    return DOUBLE.indexOf(character) >= 0;
  }
}
