package app.akin.core.store;

import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A filter of photos. Null components match everything.
///
/// @param in only photos with a file in or below this absolute folder, which may be above, at or
///   below a root
/// @param after only photos dated on or after this day
/// @param before only photos dated before this day (exclusive)
public record PhotoFilter(
    @Nullable Path in, @Nullable LocalDate after, @Nullable LocalDate before) {
  /// Matches every photo that has a file.
  public static final PhotoFilter ALL = new PhotoFilter(null, null, null);
}
