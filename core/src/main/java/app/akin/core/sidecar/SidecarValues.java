package app.akin.core.sidecar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the user has set for a photo. Null means not set, so that a sidecar keeps its value.
///
/// @param rating 0 for no stars to 5
/// @param pick whether the photo is picked or rejected
/// @param keywords all keywords, levels of a hierarchy separated by `|`; empty removes all
/// @param caption the description; empty removes it
public record SidecarValues(
    @Nullable Integer rating,
    @Nullable Pick pick,
    @Nullable List<String> keywords,
    @Nullable String caption) {
  /// Whether a photo is picked or rejected.
  public enum Pick {
    /// Neither.
    NONE,
    /// Picked.
    PICKED,
    /// Rejected.
    REJECTED
  }

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
