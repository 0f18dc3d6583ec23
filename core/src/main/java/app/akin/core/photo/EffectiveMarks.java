package app.akin.core.photo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The marks of a photo as they count: what the user set, otherwise what its files state.
///
/// @param rating 0 for unrated to 5 stars
/// @param flag the flag; [Flag#NONE] for none
/// @param keywords its keywords; levels of a hierarchy are separated by `|`
/// @param caption its caption; empty for none
public record EffectiveMarks(int rating, Flag flag, List<String> keywords, String caption) {
  /// A photo without marks.
  public static final EffectiveMarks NONE = new EffectiveMarks(0, Flag.NONE, List.of(), "");

  /// Copies the keywords.
  public EffectiveMarks {
    keywords = List.copyOf(keywords);
  }

  /// Returns the marks in the facts of a photo.
  public static EffectiveMarks of(
      @Nullable Integer rating,
      @Nullable Flag flag,
      List<String> keywords,
      @Nullable String caption) {
    return new EffectiveMarks(
        rating == null ? 0 : rating,
        flag == null ? Flag.NONE : flag,
        keywords,
        caption == null ? "" : caption);
  }

  /// Returns a copy with another rating.
  public EffectiveMarks withRating(int stars) {
    return new EffectiveMarks(stars, flag, keywords, caption);
  }

  /// Returns a copy with another flag.
  public EffectiveMarks withFlag(Flag other) {
    return new EffectiveMarks(rating, other, keywords, caption);
  }
}
