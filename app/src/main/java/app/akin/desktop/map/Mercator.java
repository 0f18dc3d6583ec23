package app.akin.desktop.map;

/// The web Mercator projection onto a square with sides of 1: x grows to the east from longitude
/// -180, y to the south from latitude 85.05. Latitudes beyond are at its edge.
final class Mercator {
  /// Latitude of the upper edge in degrees.
  static final double MAX_LATITUDE = Math.toDegrees(Math.atan(Math.sinh(Math.PI)));

  private Mercator() {}

  /// Returns the x of a longitude in degrees.
  static double x(double longitude) {
    return longitude / 360 + 0.5;
  }

  /// Returns the y of a latitude in degrees.
  static double y(double latitude) {
    double sine = Math.sin(Math.toRadians(Math.clamp(latitude, -MAX_LATITUDE, MAX_LATITUDE)));
    return Math.clamp(0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI), 0, 1);
  }

  /// Returns the longitude of any x, -180 to 180.
  static double longitude(double x) {
    return (x - Math.floor(x) - 0.5) * 360;
  }

  /// Returns the latitude of a y. The edges of the square stand for the poles.
  static double latitude(double y) {
    if (y <= 0) {
      return 90;
    }
    return y >= 1 ? -90 : Math.toDegrees(Math.atan(Math.sinh(Math.PI * (1 - 2 * y))));
  }
}
