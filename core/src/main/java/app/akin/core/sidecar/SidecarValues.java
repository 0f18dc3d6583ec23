package app.akin.core.sidecar;

import app.akin.core.photo.Flag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the user has set for a photo. Null means not set, so that a sidecar keeps its value.
///
/// @param rating 0 for no stars to 5
/// @param flag the flag; [Flag#NONE] for neither picked nor rejected
/// @param keywords all keywords, levels of a hierarchy separated by `|`; empty removes all
/// @param caption the description; empty removes it
public record SidecarValues(
    @Nullable Integer rating,
    @Nullable Flag flag,
    @Nullable List<String> keywords,
    @Nullable String caption) {
  /// Nothing.
  public static final SidecarValues NONE = new SidecarValues(null, null, null, null);

  /// Copies the keywords.
  public SidecarValues {
    keywords = keywords == null ? null : List.copyOf(keywords);
  }

  /// Returns whether nothing is set.
  public boolean isEmpty() {
    return equals(NONE);
  }
}
