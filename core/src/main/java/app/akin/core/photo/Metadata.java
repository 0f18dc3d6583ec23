package app.akin.core.photo;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What metadata says about a photo: that of one file, sidecar or name, or of all of them joined.
///
/// @param dates the dates, at most one for each source, best first
/// @param camera maker and model, without repeated words
/// @param lens model of the lens
/// @param exposure settings of the camera
/// @param place where the photo was taken
/// @param placeName the names of that place
/// @param rating 1 to 5 stars, or null if unrated
/// @param keywords keywords without duplicates; levels of a hierarchy are separated by `|`
/// @param title the title
/// @param caption the description
/// @param software the program that wrote the file
/// @param kind what kind of picture a tag says it is
/// @param flag pick or reject, or null if unflagged
public record Metadata(
    List<PhotoDate> dates,
    @Nullable String camera,
    @Nullable String lens,
    Exposure exposure,
    @Nullable Place place,
    PlaceName placeName,
    @Nullable Integer rating,
    List<String> keywords,
    @Nullable String title,
    @Nullable String caption,
    @Nullable String software,
    @Nullable Kind kind,
    @Nullable Flag flag) {
  /// Stores the rating -1 of XMP as the flag for rejected.
  public Metadata {
    if (rating != null && rating < 0) {
      flag = flag == null ? Flag.REJECT : flag;
      rating = null;
    }
  }

  /// Nothing.
  public static final Metadata NONE =
      new Metadata(
          List.of(),
          null,
          null,
          Exposure.NONE,
          null,
          PlaceName.NONE,
          null,
          List.of(),
          null,
          null,
          null,
          null);

  /// Kinds of pictures that tags state. Their words are stored and must not change.
  public enum Kind {
    /// A picture of a screen.
    SCREENSHOT,
    /// A picture joined from several, or of a whole turn of the camera.
    PANORAMA;

    /// Returns the stored word, such as `panorama`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Returns the kind for a stored word.
    public static Kind ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /// Settings of the camera; null if unknown.
  ///
  /// @param focalLength millimetres
  /// @param aperture f-number
  /// @param shutter exposure time in seconds
  /// @param iso sensitivity
  public record Exposure(
      @Nullable Double focalLength,
      @Nullable Double aperture,
      @Nullable Double shutter,
      @Nullable Integer iso) {
    /// Nothing.
    public static final Exposure NONE = new Exposure(null, null, null, null);
  }

  /// A geographic location (WGS 84).
  ///
  /// @param latitude degrees, north positive
  /// @param longitude degrees, east positive
  /// @param altitude metres above sea level, or null if unknown
  public record Place(double latitude, double longitude, @Nullable Double altitude) {}

  /// Names of a place, as written by the user or another program; null if unknown.
  public record PlaceName(
      @Nullable String city, @Nullable String region, @Nullable String country) {
    /// Nothing.
    public static final PlaceName NONE = new PlaceName(null, null, null);
  }

  /// Creates metadata without a flag.
  public Metadata(
      List<PhotoDate> dates,
      @Nullable String camera,
      @Nullable String lens,
      Exposure exposure,
      @Nullable Place place,
      PlaceName placeName,
      @Nullable Integer rating,
      List<String> keywords,
      @Nullable String title,
      @Nullable String caption,
      @Nullable String software,
      @Nullable Kind kind) {
    this(
        dates, camera, lens, exposure, place, placeName, rating, keywords, title, caption, software,
        kind, null);
  }

  /// Creates metadata that has only dates.
  public static Metadata ofDates(List<PhotoDate> dates) {
    return NONE.withDates(dates);
  }

  /// Returns a copy with other dates.
  public Metadata withDates(List<PhotoDate> other) {
    return new Metadata(
        other, camera, lens, exposure, place, placeName, rating, keywords, title, caption, software,
        kind, flag);
  }

  /// Returns a copy with other values of what a user sets.
  Metadata withMarks(
      @Nullable Integer stars,
      @Nullable Flag otherFlag,
      List<String> words,
      @Nullable String text) {
    return new Metadata(
        dates, camera, lens, exposure, place, placeName, stars, words, title, text, software, kind,
        otherFlag);
  }

  /// Returns the first date, or null.
  public @Nullable PhotoDate date() {
    return dates.isEmpty() ? null : dates.getFirst();
  }
}
