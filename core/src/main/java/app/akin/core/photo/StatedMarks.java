package app.akin.core.photo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one part of a photo's files states about what the user can mark, or what the user set as
/// the part `AKIN`.
///
/// @param part the part
/// @param rating 1 to 5 stars, 0 if the user set it to unrated, null if it states none
/// @param flag the flag, [Flag#NONE] if the user removed it, null if it states none
/// @param keywords the keywords that it states or adds
/// @param caption the caption, empty if the user removed it, null if it states none
public record StatedMarks(
    FactsPart part,
    @Nullable Integer rating,
    @Nullable Flag flag,
    List<String> keywords,
    @Nullable String caption) {
  /// Copies the keywords.
  public StatedMarks {
    keywords = List.copyOf(keywords);
  }
}
