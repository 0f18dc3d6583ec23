package app.akin.desktop.search;

import app.akin.core.search.Crop;

/// The arithmetic of a box that is drawn on a picture: always inside it, never too small to say
/// anything.
final class Boxes {
  /// The least side of a box, as a part of the picture's.
  static final double LEAST = 0.05;

  private Boxes() {}

  /// The box between two corners, given in fractions of the picture and perhaps outside it.
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

  /// The box moved as far as the picture goes.
  static Crop moved(Crop box, double x, double y) {
    return new Crop(
        Math.clamp(box.left() + x, 0, Math.max(0, 1 - box.width())),
        Math.clamp(box.top() + y, 0, Math.max(0, 1 - box.height())),
        box.width(),
        box.height());
  }

  /// The box with its right and bottom sides moved.
  static Crop grown(Crop box, double x, double y) {
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
