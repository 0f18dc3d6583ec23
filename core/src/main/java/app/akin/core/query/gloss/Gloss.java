package app.akin.core.query.gloss;

import java.util.ArrayList;
import java.util.List;

/// The English of a Chinese text.
///
/// @param text the phrases, parted by ", "; empty if no word is left
/// @param excluded what must not be shown, in the order of the text
/// @param kept dates and places, which are no part of `text`, dates first within a clause
/// @param unknown the pieces that no word of the table covers; they are no part of `text`
/// @param words the words with more than one gloss, in the order of the text
public record Gloss(
    String text,
    List<String> excluded,
    List<Kept> kept,
    List<String> unknown,
    List<GlossWord> words) {
  /// Copies the lists.
  public Gloss {
    excluded = List.copyOf(excluded);
    kept = List.copyOf(kept);
    unknown = List.copyOf(unknown);
    words = List.copyOf(words);
  }

  /// A date or a place.
  ///
  /// @param text its part of the text, in simplified characters
  /// @param english the English name of a place; empty for a date
  public record Kept(String text, String english) {}

  /// Returns text and excluded texts as one line, such as "dog in the snow, not people".
  public String english() {
    List<String> parts = new ArrayList<>();
    if (!text.isEmpty()) {
      parts.add(text);
    }
    excluded.forEach(part -> parts.add("not " + part));
    return String.join(", ", parts);
  }
}
