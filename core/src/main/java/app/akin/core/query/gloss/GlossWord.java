package app.akin.core.query.gloss;

import java.util.List;
import java.util.Optional;

/// A word of a Chinese text with more than one gloss.
///
/// @param text the word in simplified characters
/// @param entry what the table says of it, without corrections
/// @param choices its glosses, the best of the table first
/// @param chosen the gloss in use, one of the choices
public record GlossWord(String text, GlossEntry entry, List<String> choices, String chosen) {
  /// Copies the list.
  public GlossWord {
    choices = List.copyOf(choices);
  }

  /// Returns the correction that chooses a gloss: none for the best one of the table.
  ///
  /// @param choice one of the choices
  public GlossCorrection choose(String choice) {
    GlossEntry chosenEntry = entry.withFirst(choice);
    return new GlossCorrection.Word(
        text, chosenEntry.equals(entry) ? Optional.empty() : Optional.of(chosenEntry));
  }
}
