package app.akin.desktop.search;

import app.akin.core.search.Crop;

/// Geometry of crop boxes: always inside the image and of a minimum size.
final class CropGeometry {
  /// Minimum side, as a fraction of the image.
  static final double LEAST = 0.05;

  private CropGeometry() {}

  /// Returns the box between two corners, given as fractions of the image and clamped to it.
  static Crop between(double x, double y, double otherX, double otherY) {
    double left = clamp(Math.min(x, otherX));
    double top = clamp(Math.min(y, otherY));
    double right = clamp(Math.max(x, otherX));
    double bottom = clamp(Math.max(y, otherY));
    double width = Math.max(LEAST, right - left);
    double height = Math.max(LEAST, bottom - top);
    return new Crop(
        Math.max(0, Math.min(left, 1 - width)),
        Math.max(0, Math.min(top, 1 - height)),
        width,
        height);
  }

  /// Returns the box moved within the image.
  static Crop moved(Crop box, double x, double y) {
    return new Crop(
        Math.clamp(box.left() + x, 0, Math.max(0, 1 - box.width())),
        Math.clamp(box.top() + y, 0, Math.max(0, 1 - box.height())),
        box.width(),
        box.height());
  }

  /// Returns the box with its right and bottom sides moved.
  static Crop resized(Crop box, double x, double y) {
    return new Crop(
        box.left(),
        box.top(),
        Math.clamp(box.width() + x, LEAST, Math.max(LEAST, 1 - box.left())),
        Math.clamp(box.height() + y, LEAST, Math.max(LEAST, 1 - box.top())));
  }

  private static double clamp(double value) {
    return Math.clamp(value, 0, 1);
  }
}
