package app.akin.core.photo;

import app.akin.core.photo.Metadata.Place;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Facts about a photo: what its image is, and what metadata says about it.
///
/// @param format short upper-case name of the format of the data, such as `JPEG`
/// @param width width after applying the orientation; positive
/// @param height height after applying the orientation; positive
/// @param orientation applied EXIF orientation, 1 to 8; 1 if the file states none
/// @param metadata what metadata says
public record PhotoFacts(String format, int width, int height, int orientation, Metadata metadata) {
  /// Returns the date taken by the camera's clock, or null if unknown.
  public @Nullable LocalDateTime taken() {
    PhotoDate date = metadata.date();
    return date == null ? null : date.start();
  }

  /// Returns the source of the date, or null without a date.
  public @Nullable DateSource takenFrom() {
    PhotoDate date = metadata.date();
    return date == null ? null : date.source();
  }

  /// Returns the UTC offset of the camera's clock, or null if unknown.
  public @Nullable ZoneOffset offset() {
    PhotoDate date = metadata.date();
    return date == null ? null : date.offset();
  }

  /// Returns maker and model of the camera, or null if unknown.
  public @Nullable String camera() {
    return metadata.camera();
  }

  /// Returns the model of the lens, or null if unknown.
  public @Nullable String lens() {
    return metadata.lens();
  }

  /// Returns where the photo was taken, or null if unknown.
  public @Nullable Place place() {
    return metadata.place();
  }

  /// Returns 1 to 5 stars, or null if unrated.
  public @Nullable Integer rating() {
    return metadata.rating();
  }
}
