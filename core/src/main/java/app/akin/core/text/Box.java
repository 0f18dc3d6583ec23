package app.akin.core.text;

import java.util.List;

/// A rotated rectangle around a line of text, in pixels of an image. A pixel's center lies at its
/// index plus 0.5.
///
/// @param x center
/// @param y center
/// @param ux unit vector in reading direction
/// @param uy unit vector in reading direction
/// @param length size in reading direction
/// @param height size across it
record Box(double x, double y, double ux, double uy, double length, double height) {
  /// A point.
  record Point(double x, double y) {}

  /// The upright rectangle around a box.
  record Bounds(double left, double right, double top, double bottom) {
    double area() {
      return (right - left) * (bottom - top);
    }
  }

  double area() {
    return length * height;
  }

  /// Returns top left, top right, bottom right and bottom left.
  List<Point> corners() {
    return List.of(corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1));
  }

  private Point corner(int along, int across) {
    double a = along * length / 2;
    double b = across * height / 2;
    return new Point(x + a * ux - b * uy, y + a * uy + b * ux);
  }

  /// Returns the same rectangle, read in a direction turned clockwise by quarters.
  Box turned(int quarters) {
    Box turned = this;
    for (int i = 0; i < quarters; i++) {
      double along = turned.height;
      double across = turned.length;
      turned = new Box(turned.x, turned.y, -turned.uy, turned.ux, along, across);
    }
    return turned;
  }

  /// Returns the upright rectangle around the box.
  Bounds bounds() {
    double halfWidth = (Math.abs(ux) * length + Math.abs(uy) * height) / 2;
    double halfHeight = (Math.abs(uy) * length + Math.abs(ux) * height) / 2;
    return new Bounds(x - halfWidth, x + halfWidth, y - halfHeight, y + halfHeight);
  }
}
