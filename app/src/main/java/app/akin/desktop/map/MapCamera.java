package app.akin.desktop.map;

import app.akin.core.query.FactValue.Area;

/// The visible part of the map. The map repeats to the east and west; at most one whole world is
/// visible. Immutable.
///
/// @param x centre of the view in [Mercator] units, 0 to 1
/// @param y centre of the view in Mercator units
/// @param scale pixels of the whole world from west to east
/// @param width pixels of the view
/// @param height pixels of the view
record MapCamera(double x, double y, double scale, double width, double height) {
  /// Pixels of the world at the closest zoom: about 2 metres per pixel at the equator.
  static final double MAX_SCALE = 2e7;

  /// Free space around places that a view is fitted to, as a share of the view.
  private static final double MARGIN = 0.12;

  /// Scale, as a multiple of that of the whole world, below which the whole world is shown.
  private static final double WORLDWIDE = 1.3;

  /// Keeps the world in the view.
  MapCamera {
    width = Math.max(1, width);
    height = Math.max(1, height);
    scale = Math.clamp(scale, Math.max(width, height), MAX_SCALE);
    x -= Math.floor(x);
    double half = height / scale / 2;
    y = half >= 0.5 ? 0.5 : Math.clamp(y, half, 1 - half);
  }

  /// Returns a view of the whole world.
  static MapCamera world(double width, double height) {
    return new MapCamera(0.5, 0.5, 0, width, height);
  }

  /// Returns this view with another size and the same centre.
  MapCamera resized(double newWidth, double newHeight) {
    return new MapCamera(x, y, scale, newWidth, newHeight);
  }

  /// Returns this view moved by pixels to the east and south.
  MapCamera moved(double right, double down) {
    return new MapCamera(x + right / scale, y + down / scale, scale, width, height);
  }

  /// Returns this view zoomed by a factor. The point under a pixel stays there.
  MapCamera zoomed(double factor, double atX, double atY) {
    double next = Math.clamp(scale * factor, Math.max(width, height), MAX_SCALE);
    double right = atX - width / 2;
    double down = atY - height / 2;
    return new MapCamera(
        x + right / scale - right / next, y + down / scale - down / next, next, width, height);
  }

  /// Returns this view zoomed by a factor around its centre.
  MapCamera zoomed(double factor) {
    return zoomed(factor, width / 2, height / 2);
  }

  /// Returns a view of the same size that shows a rectangle.
  ///
  /// @param closest pixels of the world that the zoom does not exceed
  MapCamera fitted(Area area, double closest) {
    double west = Mercator.x(area.west());
    double east = Mercator.x(area.east());
    double wide = east < west ? east + 1 - west : east - west;
    double top = Mercator.y(area.north());
    double bottom = Mercator.y(area.south());
    double room = 1 - 2 * MARGIN;
    double fit =
        room * Math.min(width / Math.max(wide, 1e-9), height / Math.max(bottom - top, 1e-9));
    // Photos all over the world are shown on a map with Greenwich in its centre.
    return fit < width * WORLDWIDE
        ? new MapCamera(0.5, (top + bottom) / 2, 0, width, height)
        : new MapCamera(west + wide / 2, (top + bottom) / 2, Math.min(fit, closest), width, height);
  }

  /// Returns the pixel of an x that is nearest to the centre of the view.
  double screenX(double worldX) {
    double offset = worldX - x;
    return width / 2 + (offset - Math.round(offset)) * scale;
  }

  /// Returns the pixel of a y.
  double screenY(double worldY) {
    return height / 2 + (worldY - y) * scale;
  }

  /// Returns the x of a pixel, which may be outside of 0 to 1.
  double worldX(double pixel) {
    return x + (pixel - width / 2) / scale;
  }

  /// Returns the y of a pixel.
  double worldY(double pixel) {
    return y + (pixel - height / 2) / scale;
  }

  /// Returns what is in view.
  Area area() {
    return area(0, 0, width, height);
  }

  /// Returns the rectangle between two pixels. A rectangle as wide as the world covers every
  /// longitude.
  Area area(double fromX, double fromY, double toX, double toY) {
    double left = worldX(Math.min(fromX, toX));
    double right = worldX(Math.max(fromX, toX));
    double north = Mercator.latitude(worldY(Math.min(fromY, toY)));
    double south = Mercator.latitude(worldY(Math.max(fromY, toY)));
    // Rounding errors of a view of the whole world must not leave a gap.
    return right - left >= 1 - 1e-9
        ? new Area(south, -180, north, 180)
        : new Area(south, Mercator.longitude(left), north, Mercator.longitude(right));
  }
}
