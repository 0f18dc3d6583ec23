package app.akin.core.text;

import app.akin.core.photo.Ideographs;

/// Decides which lines are text and not texture, by their length and confidence.
final class LineFilter {
  private static final double LONG = 0.7;
  private static final double SHORT = 0.85;
  private static final double SINGLE = 0.95;

  /// Number of letters and digits from which a line is long.
  private static final int LONG_LINE = 4;

  /// An ideograph that a dash looks like.
  private static final int ONE = '一';

  private LineFilter() {}

  /// Returns whether a line is kept. A single letter or digit that is no ideograph never is.
  static boolean keeps(String text, double confidence) {
    int[] characters = text.codePoints().filter(Character::isLetterOrDigit).toArray();
    return switch (characters.length) {
      case 0 -> false;
      case 1 -> Ideographs.is(characters[0]) && characters[0] != ONE && confidence >= SINGLE;
      default -> confidence >= (characters.length < LONG_LINE ? SHORT : LONG);
    };
  }
}
