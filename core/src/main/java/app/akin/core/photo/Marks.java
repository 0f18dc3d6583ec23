package app.akin.core.photo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the user set for a photo in Akin. It wins over what files and sidecars state; null is not
/// set.
///
/// @param rating 1 to 5 stars, 0 for unrated
/// @param flag the flag; [Flag#NONE] for none
/// @param caption the caption; empty for none
/// @param addedKeywords keywords that the user added; levels of a hierarchy are separated by `|`
/// @param removedKeywords keywords of the files that the user removed
public record Marks(
    @Nullable Integer rating,
    @Nullable Flag flag,
    @Nullable String caption,
    List<String> addedKeywords,
    List<String> removedKeywords) {
  /// Nothing.
  public static final Marks NONE = new Marks(null, null, null, List.of(), List.of());

  /// Copies the lists.
  public Marks {
    addedKeywords = List.copyOf(addedKeywords);
    removedKeywords = List.copyOf(removedKeywords);
  }

  /// Returns what files state, with these marks over it.
  public Metadata over(Metadata files) {
    if (equals(NONE)) {
      return files;
    }
    return files.withMarks(
        rating == null ? files.rating() : rating == 0 ? null : rating,
        flag == null ? files.flag() : flag == Flag.NONE ? null : flag,
        keywords(files.keywords()),
        caption == null ? files.caption() : caption.isEmpty() ? null : caption);
  }

  /// Returns the keywords of files without those that the user removed, and those that the user
  /// added.
  public List<String> keywords(List<String> files) {
    Set<String> keywords = new LinkedHashSet<>(files);
    removedKeywords.forEach(keywords::remove);
    keywords.addAll(addedKeywords);
    return new ArrayList<>(keywords);
  }
}
