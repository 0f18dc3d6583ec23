package app.akin.desktop.marks;

import app.akin.core.photo.EffectiveMarks;
import app.akin.core.photo.Flag;
import app.akin.core.photo.MarkSources;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The marks that photos have in common.
///
/// @param photos number of photos
/// @param rating their rating, 0 for unrated; null if it differs
/// @param flag their flag; null if it differs
/// @param keywords number of photos that have each keyword; those of most photos first
/// @param caption their caption, empty for none; null if it differs
/// @param sources where the marks of one photo come from; none for several
/// @param isMarked whether the user has set marks of at least one photo
record MarkSummary(
    int photos,
    @Nullable Integer rating,
    @Nullable Flag flag,
    Map<String, Integer> keywords,
    @Nullable String caption,
    MarkSources sources,
    boolean isMarked) {
  /// Copies the keywords.
  MarkSummary {
    keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
  }

  /// Adds up the marks of photos.
  static final class Builder {
    private final Map<String, Integer> keywords = new LinkedHashMap<>();
    private int photos;
    private @Nullable Integer rating;
    private @Nullable Flag flag;
    private @Nullable String caption;

    void add(Collection<EffectiveMarks> more) {
      for (EffectiveMarks marks : more) {
        boolean first = photos == 0;
        Integer stars = marks.rating();
        rating = first || stars.equals(rating) ? stars : null;
        flag = first || marks.flag() == flag ? marks.flag() : null;
        caption = first || marks.caption().equals(caption) ? marks.caption() : null;
        marks.keywords().forEach(keyword -> keywords.merge(keyword, 1, Integer::sum));
        photos++;
      }
    }

    MarkSummary build(MarkSources sources, boolean isMarked) {
      Map<String, Integer> sorted = new LinkedHashMap<>();
      // Stable: keywords of equally many photos keep the order of the photos.
      keywords.entrySet().stream()
          .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
          .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      return new MarkSummary(photos, rating, flag, sorted, caption, sources, isMarked);
    }
  }

  /// Returns the keywords that all photos have.
  List<String> common() {
    return keywords.entrySet().stream()
        .filter(entry -> entry.getValue() == photos)
        .map(Map.Entry::getKey)
        .toList();
  }
}
