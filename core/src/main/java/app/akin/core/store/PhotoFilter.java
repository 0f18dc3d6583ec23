package app.akin.core.store;

import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Which contents may be found. Parts that are null do not matter.
///
/// @param in only contents with a file in this absolute folder or below it; the folder may lie
///   above, at or below a root
/// @param after only contents dated on this day or later
/// @param before only contents dated before this day: the day itself is out
public record PhotoFilter(
    @Nullable Path in, @Nullable LocalDate after, @Nullable LocalDate before) {
  /// Every content that has a file.
  public static final PhotoFilter ALL = new PhotoFilter(null, null, null);
}
