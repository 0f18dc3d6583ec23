package app.akin.core.library;

import app.akin.core.photo.Metadata;
import app.akin.core.query.Geocoder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the coordinates of a photo are.
///
/// @param places names of city, region and country, as far as they are known: at least one
/// @param near whether the photo was taken outside of the city
public record PhotoLocation(List<PlaceName> places, boolean near) {
  /// Copies the names.
  public PhotoLocation {
    places = List.copyOf(places);
  }

  /// A name of a place.
  ///
  /// @param english its English name
  /// @param chinese its name in Simplified Chinese; the English one if it is unknown
  public record PlaceName(String english, String chinese) {
    /// Returns the name in a language.
    public String in(Locale locale) {
      return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese : english;
    }
  }

  /// Returns the location of coordinates; null if no place is near.
  static @Nullable PhotoLocation of(Metadata.@Nullable Place coordinates, Geocoder geocoder) {
    return coordinates == null
        ? null
        : geocoder
            .locate(coordinates.latitude(), coordinates.longitude())
            .map(found -> of(found, geocoder))
            .orElse(null);
  }

  private static PhotoLocation of(Geocoder.Location found, Geocoder geocoder) {
    List<PlaceName> places =
        Stream.of(found.city(), found.region(), found.country())
            .filter(Objects::nonNull)
            .map(
                id ->
                    new PlaceName(
                        geocoder.name(id, Locale.ENGLISH),
                        geocoder.name(id, Locale.SIMPLIFIED_CHINESE)))
            .distinct()
            .toList();
    return new PhotoLocation(places, found.near() && found.city() != null);
  }
}
