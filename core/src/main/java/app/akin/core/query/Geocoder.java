package app.akin.core.query;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the places of photos by coordinates or by names. Thread-safe.
public interface Geocoder {
  /// Returns the revision of the table of places: a later one may give other places.
  int revision();

  /// Returns where coordinates are. Empty far from every place, and for latitude and longitude 0,
  /// which devices write if they have no position.
  ///
  /// @param latitude degrees north
  /// @param longitude degrees east
  Optional<Location> locate(double latitude, double longitude);

  /// Returns the place of names in metadata, in any language. Empty if the country is unknown, and
  /// without a country if the city could be several.
  Optional<Location> named(
      @Nullable String city, @Nullable String region, @Nullable String country);

  /// Returns the name of a place in a language, or its English name.
  ///
  /// @param id an identifier of the table
  String name(String id, Locale locale);

  /// Where a photo was taken, as identifiers of places.
  ///
  /// @param city the city, or the nearest one; null if none is near
  /// @param region its region; null if it has none, or if others are about as near
  /// @param country its country; null if others are about as near
  /// @param near whether it is outside of the city
  record Location(
      @Nullable String city, @Nullable String region, @Nullable String country, boolean near) {}
}
