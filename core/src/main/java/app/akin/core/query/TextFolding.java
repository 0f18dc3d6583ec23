package app.akin.core.query;

import app.akin.core.photo.Ideographs;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The form in which text in images is compared: without case, accents and width, and with equal
/// characters for those that are easily misread as each other.
public final class TextFolding {
  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]+");

  /// Longest word that the index of short terms has, in characters.
  private static final int SHORT = 2;

  private TextFolding() {}

  /// Returns the form of a text in which equal texts are equal. Runs of blanks and line breaks
  /// become one blank.
  public static String fold(String text) {
    return unblanked(Names.isAscii(text) ? text.toLowerCase(Locale.ROOT) : plain(text));
  }

  /// Returns a text in lower case and without accents and width.
  private static String plain(String text) {
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
    String lower =
        compatible
            .replace("ß", "ss")
            .replace("ẞ", "ss")
            .replace('ſ', 's')
            .toLowerCase(Locale.ROOT)
            .replace('ς', 'σ');
    return Normalizer.normalize(
        ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll(""),
        Normalizer.Form.NFC);
  }

  /// Returns a text with look-alikes replaced and one blank for each run of blanks.
  private static String unblanked(String plain) {
    StringBuilder folded = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char character = plain.charAt(i);
      if (!isBlank(character)) {
        folded.append(lookAlike(character));
      } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
        folded.append(' ');
      }
    }
    int length = folded.length();
    if (length > 0 && folded.charAt(length - 1) == ' ') {
      folded.setLength(length - 1);
    }
    return folded.toString();
  }

  private static boolean isBlank(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static char lookAlike(char character) {
    return switch (character) {
      case '0' -> 'o';
      case '1', 'i', '|', '!' -> 'l';
      case '’', '‘' -> '\'';
      case '“', '”' -> '"';
      case '–', '—' -> '-';
      case '，' -> ',';
      case '。' -> '.';
      case '：' -> ':';
      case '×' -> 'x';
      default -> character;
    };
  }

  /// Returns a folded text without blanks, which readers drop and add.
  public static String pack(String folded) {
    return folded.replace(" ", "");
  }

  /// Returns the short terms of a folded text, separated by blanks: words of one or two letters or
  /// digits, single ideographs, kana and signs, and pairs of neighbours unless both are letters or
  /// digits, also those with a blank between them.
  public static String grams(String folded) {
    List<String> grams = new ArrayList<>();
    addSingles(folded.codePoints().toArray(), grams);
    addPairs(pack(folded).codePoints().toArray(), grams);
    return String.join(" ", grams);
  }

  private static void addSingles(int[] characters, List<String> grams) {
    int i = 0;
    while (i < characters.length) {
      int end = i + 1;
      while (isLetter(characters[i]) && end < characters.length && isLetter(characters[end])) {
        end++;
      }
      if (end - i <= SHORT && characters[i] != ' ') {
        grams.add(new String(characters, i, end - i));
      }
      i = end;
    }
  }

  private static void addPairs(int[] characters, List<String> grams) {
    for (int i = 1; i < characters.length; i++) {
      if (!isLetter(characters[i - 1]) || !isLetter(characters[i])) {
        grams.add(new String(characters, i - 1, 2));
      }
    }
  }

  /// Returns whether a character is a letter or digit, but no ideograph.
  static boolean isLetter(int character) {
    return isWritten(character) && !Ideographs.is(character);
  }

  /// Returns whether a character is part of words.
  static boolean isWritten(int character) {
    return Character.isLetterOrDigit(character);
  }
}
