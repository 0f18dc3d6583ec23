package app.akin.core.photo;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/// Facts from the name and the sidecar of a file. They belong to the file and not to its content,
/// because a copy may have another name.
///
/// @param taken date taken, or null if unknown
/// @param takenFrom `XMP` or `NAME`; null without a date
/// @param rating 1 to 5 stars, -1 for rejected, or null if unrated
public record FileFacts(
    @Nullable LocalDateTime taken, @Nullable DateSource takenFrom, @Nullable Integer rating) {
  /// Nothing.
  public static final FileFacts NONE = new FileFacts(null, null, null);
}
