package app.akin.core.photo;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// What a file says about its photo.
///
/// @param format the short upper-case name of the format found inside, such as `JPEG`
/// @param width columns as the eye sees them, after the orientation was applied; positive
/// @param height rows as the eye sees them, after the orientation was applied; positive
/// @param orientation the EXIF orientation that was applied, 1 to 8; 1 where the file states none
/// @param taken when the shot was taken by the camera's own clock, to the millisecond
/// @param offset the clock's offset from UTC, where the camera wrote it
/// @param camera maker and model in one line, each word once
/// @param lens the lens's model
/// @param place where the shot was taken
/// @param takenFrom where the date comes from; null where there is none
/// @param rating stars, 1 to 5, or -1 for rejected; null where nobody rated it
public record PhotoFacts(
    String format,
    int width,
    int height,
    int orientation,
    @Nullable LocalDateTime taken,
    @Nullable ZoneOffset offset,
    @Nullable String camera,
    @Nullable String lens,
    @Nullable Place place,
    @Nullable DateSource takenFrom,
    @Nullable Integer rating) {
  /// A place on earth (WGS 84).
  ///
  /// @param latitude degrees, north positive
  /// @param longitude degrees, east positive
  /// @param altitude metres above sea level, null where unknown
  public record Place(double latitude, double longitude, @Nullable Double altitude) {}
}
