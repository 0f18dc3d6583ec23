package app.akin.desktop.search;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// Detects text that is probably not English, the only language of the models, by scripts and
/// frequent short words.
final class EnglishCheck {
  /// Frequent words of German, French, Spanish, Italian, Portuguese, Dutch and Polish that English
  /// lacks.
  private static final Set<String> SMALL =
      Set.of(
          "der", "das", "und", "ein", "eine", "einen", "mit", "im", "auf", "dem", "den", "ist",
          "nicht", "ohne", "bei", "vor", "le", "les", "une", "des", "du", "dans", "avec", "sur",
          "sans", "pas", "et", "el", "los", "las", "una", "del", "con", "sin", "por", "para", "y",
          "il", "gli", "della", "nel", "di", "um", "uma", "com", "na", "não", "het", "een", "met",
          "van", "zonder", "w", "z", "nie", "jest");

  private static final int MIN_WORDS = 3;

  private EnglishCheck() {}

  /// Returns whether the text looks foreign. A single foreign name in English text does not count.
  static boolean isProbablyForeign(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    if (letters == 0) {
      return false;
    }
    long others =
        text.codePoints()
            .filter(Character::isLetter)
            .filter(point -> UnicodeScript.of(point) != UnicodeScript.LATIN)
            .count();
    if (2 * others >= letters) {
      return true;
    }
    String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+");
    long small = Arrays.stream(words).filter(SMALL::contains).count();
    long accented =
        Arrays.stream(words).filter(word -> word.chars().anyMatch(c -> c > 0xBF)).count();
    return words.length >= MIN_WORDS && (small >= 2 || (small >= 1 && accented >= 1));
  }
}
