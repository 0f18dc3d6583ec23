package app.akin.core.query.sql;

import app.akin.core.query.FactValue.Area;
import java.util.ArrayList;
import java.util.List;

/// Distances and rectangles of the map in SQL.
final class PlaceSql {
  private static final double EARTH_RADIUS = 6371.0088;
  private static final double HALF_CIRCUMFERENCE = Math.PI * EARTH_RADIUS;

  /// Widens the rectangle around a circle against rounding, in degrees.
  private static final double MARGIN = 1e-6;

  private PlaceSql() {}

  /// Returns a condition that a photo was taken at most a distance from a point: within a
  /// rectangle, which the index answers, and within the great circle.
  static Sql within(double latitude, double longitude, double kilometres) {
    if (kilometres >= HALF_CIRCUMFERENCE) {
      return Sql.of("latitude >= -90");
    }
    double angle = kilometres / EARTH_RADIUS;
    double degrees = Math.toDegrees(angle) + MARGIN;
    double south = Math.max(-90, latitude - degrees);
    double north = Math.min(90, latitude + degrees);
    List<Sql> parts = new ArrayList<>();
    parts.add(Sql.of("latitude BETWEEN ? AND ?", south, north));
    double across = Math.sin(angle) / Math.cos(Math.toRadians(latitude));
    if (south > -90 && north < 90 && angle < Math.PI / 2 && across < 1) {
      double side = Math.toDegrees(Math.asin(across)) + MARGIN;
      parts.add(longitudes(normalized(longitude - side), normalized(longitude + side)));
    }
    double sine = Math.sin(angle / 2);
    // The haversine formula, without the inverse functions.
    parts.add(
        Sql.of(
            "pow(sin(radians(latitude - ?) / 2), 2) + ? * cos(radians(latitude))"
                + " * pow(sin(radians(longitude - ?) / 2), 2) <= ?",
            latitude,
            Math.cos(Math.toRadians(latitude)),
            longitude,
            sine * sine));
    return Sql.join(" AND ", parts).within("(", ")");
  }

  /// Returns a condition that a photo lies in a rectangle.
  static Sql inside(Area area) {
    return Sql.of("(latitude BETWEEN ? AND ? AND ", area.south(), area.north())
        .plus(longitudes(area.west(), area.east()))
        .plus(Sql.of(")"));
  }

  private static Sql longitudes(double west, double east) {
    return west <= east
        ? Sql.of("longitude BETWEEN ? AND ?", west, east)
        : Sql.of("(longitude >= ? OR longitude <= ?)", west, east);
  }

  private static double normalized(double longitude) {
    return longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude;
  }
}
