package app.akin.core.search;

import java.util.List;

/// What a model reads instead of Chinese texts of a query.
///
/// @param english all texts of the query in English, such as "a dog in the snow, not people"; empty
///   if nothing is left
/// @param ignored the parts of the texts that have no English, as typed in simplified characters
public record ReadAs(String english, List<String> ignored) {
  /// Copies the list.
  public ReadAs {
    ignored = List.copyOf(ignored);
  }
}
