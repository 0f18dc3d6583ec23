package app.akin.core.photo;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Facts about a photo from its file.
///
/// @param format short upper-case name of the format of the data, such as `JPEG`
/// @param width width after applying the orientation; positive
/// @param height height after applying the orientation; positive
/// @param orientation applied EXIF orientation, 1 to 8; 1 if the file states none
/// @param taken date taken by the camera's clock, in milliseconds
/// @param offset UTC offset of the clock, if written by the camera
/// @param camera maker and model, without repeated words
/// @param lens model of the lens
/// @param place where the photo was taken
/// @param takenFrom source of the date; null without a date
/// @param rating 1 to 5 stars, -1 for rejected, or null if unrated
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
  /// A geographic location (WGS 84).
  ///
  /// @param latitude degrees, north positive
  /// @param longitude degrees, east positive
  /// @param altitude metres above sea level, or null if unknown
  public record Place(double latitude, double longitude, @Nullable Double altitude) {}
}
