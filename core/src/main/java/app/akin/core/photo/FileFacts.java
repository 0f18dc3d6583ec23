package app.akin.core.photo;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/// What is said of a photo by a file's name and by the sidecar beside it. It belongs to the file
/// and not to its content: a copy elsewhere may be called otherwise.
///
/// @param taken when the shot was taken, null where nothing says
/// @param takenFrom `XMP` or `NAME`; null where there is no date
/// @param rating stars, 1 to 5, or -1 for rejected; null where nobody rated it
public record FileFacts(
    @Nullable LocalDateTime taken, @Nullable DateSource takenFrom, @Nullable Integer rating) {
  /// Nothing.
  public static final FileFacts NONE = new FileFacts(null, null, null);
}
