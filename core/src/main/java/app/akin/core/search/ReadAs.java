package app.akin.core.search;

import app.akin.core.query.gloss.GlossWord;
import java.util.List;

/// What a model reads instead of Chinese texts of a query.
///
/// @param english all texts of the query in English, such as "a dog in the snow, not people"; empty
///   if nothing is left
/// @param ignored the parts of the texts that have no English, as typed in simplified characters
/// @param typed the texts of the query as a correction names them
/// @param corrected whether the user has corrected the English
/// @param words the words with more than one gloss; empty if the English is corrected
public record ReadAs(
    String english, List<String> ignored, String typed, boolean corrected, List<GlossWord> words) {
  /// Copies the lists.
  public ReadAs {
    ignored = List.copyOf(ignored);
    words = List.copyOf(words);
  }
}
