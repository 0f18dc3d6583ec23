package app.akin.core.query;

import app.akin.core.photo.Ideographs;
import java.util.ArrayList;
import java.util.List;

/// A text to find in images.
///
/// @param packed the text, folded and without blanks, see [TextFolding]
/// @param match how it is found
public record TextPattern(String packed, Match match) {
  /// How a text is found.
  public enum Match {
    /// Anywhere, by the index of three characters.
    LONG,
    /// By the index of short terms: one or two letters or digits as a whole word, others anywhere.
    SHORT,
    /// Nowhere: it has no characters.
    NONE
  }

  /// Returns the pattern of a text as typed.
  public static TextPattern of(String text) {
    String packed = TextFolding.pack(TextFolding.fold(text));
    return new TextPattern(packed, match(packed));
  }

  private static Match match(String packed) {
    return switch (packed.codePointCount(0, packed.length())) {
      case 0 -> Match.NONE;
      case 1, 2 -> Match.SHORT;
      default -> Match.LONG;
    };
  }

  /// Returns the patterns of the words of a text, see [#split].
  public static List<TextPattern> words(String text) {
    return split(text).stream().map(TextPattern::of).toList();
  }

  /// Returns the words of a text as typed, without the punctuation around them.
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("[\\s\\p{Z}]+", -1)) {
      int[] characters = word.codePoints().toArray();
      int start = 0;
      int end = characters.length;
      while (start < end && !TextFolding.isWritten(characters[start])) {
        start++;
      }
      while (end > start && !TextFolding.isWritten(characters[end - 1])) {
        end--;
      }
      if (end > start) {
        words.add(new String(characters, start, end - start));
      }
    }
    return words;
  }

  /// Returns whether the pattern alone says enough to look for: three letters or digits, or two
  /// ideographs.
  public boolean saysMuch() {
    return match == Match.LONG || packed.codePoints().filter(Ideographs::is).count() > 1;
  }

  /// Returns the indexes of the lines that hold the pattern; all lines that it touches if it spans
  /// several.
  ///
  /// @param lines texts of lines in reading order
  public List<Integer> linesIn(List<String> lines) {
    if (match == Match.NONE) {
      return List.of();
    }
    StringBuilder all = new StringBuilder();
    List<Integer> lineOf = new ArrayList<>();
    List<Boolean> startsWord = new ArrayList<>();
    for (int line = 0; line < lines.size(); line++) {
      boolean starts = true;
      for (char character : TextFolding.fold(lines.get(line)).toCharArray()) {
        if (character == ' ') {
          starts = true;
          continue;
        }
        all.append(character);
        lineOf.add(line);
        startsWord.add(starts);
        starts = false;
      }
    }
    startsWord.add(true);
    List<Integer> found = new ArrayList<>();
    for (int at = all.indexOf(packed); at >= 0; at = all.indexOf(packed, at + 1)) {
      int end = at + packed.length();
      if (isWhole(all, at, end, startsWord)) {
        for (int i = at; i < end; i++) {
          int line = lineOf.get(i);
          if (found.isEmpty() || found.getLast() < line) {
            found.add(line);
          }
        }
      }
    }
    return found;
  }

  /// Returns whether a place of a text counts: one or two letters must be a whole word.
  private boolean isWhole(CharSequence all, int from, int to, List<Boolean> startsWord) {
    if (match != Match.SHORT || !packed.codePoints().allMatch(TextFolding::isLetter)) {
      return true;
    }
    return (startsWord.get(from) || !continuesWord(all, from))
        && (startsWord.get(to) || !continuesWord(all, to));
  }

  /// Returns whether characters on both sides of a place are of one word.
  private static boolean continuesWord(CharSequence all, int at) {
    return TextFolding.isLetter(all.charAt(at - 1)) && TextFolding.isLetter(all.charAt(at));
  }
}
