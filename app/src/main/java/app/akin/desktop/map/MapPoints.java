package app.akin.desktop.map;

import app.akin.core.query.FactValue.Area;
import java.util.Arrays;
import java.util.Optional;

/// The places of photos on the map, one point a photo. Immutable and thread-safe.
public final class MapPoints {
  /// No photos.
  public static final MapPoints NONE = new MapPoints(new double[0], new double[0]);

  private final double[] latitudes;
  private final double[] longitudes;
  private final float[] xs;
  private final float[] ys;
  private final Optional<Area> bounds;

  /// Takes the time of a sort. Not for the JavaFX thread.
  ///
  /// @param latitudes degrees north, not modified later
  /// @param longitudes degrees east of the same photos, not modified later
  public MapPoints(double[] latitudes, double[] longitudes) {
    this.latitudes = latitudes;
    this.longitudes = longitudes;
    xs = new float[latitudes.length];
    ys = new float[latitudes.length];
    for (int i = 0; i < xs.length; i++) {
      double x = Mercator.x(longitudes[i]);
      xs[i] = (float) (x - Math.floor(x));
      ys[i] = (float) Mercator.y(latitudes[i]);
    }
    bounds = bounds(latitudes, longitudes);
  }

  /// Returns the smallest rectangle with all photos; empty without photos. It leaves out the widest
  /// gap between longitudes, so it may cross the date line.
  private static Optional<Area> bounds(double[] latitudes, double[] longitudes) {
    if (latitudes.length == 0) {
      return Optional.empty();
    }
    double[] sorted = longitudes.clone();
    Arrays.sort(sorted);
    double west = sorted[0];
    double east = sorted[sorted.length - 1];
    double gap = west + 360 - east;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] - sorted[i - 1] > gap) {
        gap = sorted[i] - sorted[i - 1];
        west = sorted[i];
        east = sorted[i - 1];
      }
    }
    double south = Arrays.stream(latitudes).min().orElseThrow();
    double north = Arrays.stream(latitudes).max().orElseThrow();
    return Optional.of(Area.around(south, west, north, east));
  }

  /// Returns the number of photos.
  public int size() {
    return xs.length;
  }

  /// Returns the smallest rectangle with all photos; empty without photos.
  public Optional<Area> bounds() {
    return bounds;
  }

  /// Returns the [Mercator] x of a photo, 0 to 1.
  double x(int index) {
    return xs[index];
  }

  /// Returns the Mercator y of a photo, 0 to 1.
  double y(int index) {
    return ys[index];
  }

  /// Returns the number of photos in a rectangle.
  int count(Area area) {
    int count = 0;
    for (int i = 0; i < xs.length; i++) {
      if (area.contains(latitudes[i], longitudes[i])) {
        count++;
      }
    }
    return count;
  }
}
