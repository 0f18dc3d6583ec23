package app.akin.core.photo;

/// Ideographs and kana.
public final class Ideographs {
  private Ideographs() {}

  /// Returns whether a character is an ideograph or kana.
  public static boolean is(int character) {
    return (character >= 0x3040 && character <= 0x30ff)
        || (character >= 0x3400 && character <= 0x9fff);
  }

  /// Returns whether at least two characters and half of a text are ideographs or kana.
  public static boolean areMost(String text) {
    long count = text.codePoints().filter(Ideographs::is).count();
    return count >= 2 && 2 * count >= text.codePoints().count();
  }
}
