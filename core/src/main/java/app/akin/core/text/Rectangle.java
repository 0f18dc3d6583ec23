package app.akin.core.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A rectangle at any angle.
///
/// @param x center
/// @param y center
/// @param ux unit vector of a side
/// @param uy unit vector of a side
/// @param a size along the unit vector
/// @param b size across it
record Rectangle(double x, double y, double ux, double uy, double a, double b) {
  /// A pixel.
  record Pixel(int x, int y) {}

  private static final Comparator<Pixel> BY_X =
      Comparator.comparingInt(Pixel::x).thenComparingInt(Pixel::y);

  double shortSide() {
    return Math.min(a, b);
  }

  /// Returns the rectangle with its sides moved outwards.
  Rectangle grown(double distance) {
    return new Rectangle(x, y, ux, uy, a + 2 * distance, b + 2 * distance);
  }

  /// Returns the rectangle of the least area around pixels, of which one side lies on an edge of
  /// their convex hull.
  static Rectangle around(List<Pixel> pixels) {
    List<Pixel> hull = hull(pixels);
    Pixel only = hull.getFirst();
    Rectangle best = new Rectangle(only.x(), only.y(), 1, 0, 0, 0);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < hull.size() && hull.size() > 1; i++) {
      Pixel from = hull.get(i);
      Pixel to = hull.get((i + 1) % hull.size());
      double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
      Rectangle tried = along(hull, (to.x() - from.x()) / length, (to.y() - from.y()) / length);
      if (tried.a() * tried.b() < least) {
        least = tried.a() * tried.b();
        best = tried;
      }
    }
    return best;
  }

  private static Rectangle along(List<Pixel> hull, double ux, double uy) {
    double firstA = Double.POSITIVE_INFINITY;
    double lastA = Double.NEGATIVE_INFINITY;
    double firstB = Double.POSITIVE_INFINITY;
    double lastB = Double.NEGATIVE_INFINITY;
    for (Pixel pixel : hull) {
      double a = pixel.x() * ux + pixel.y() * uy;
      double b = pixel.y() * ux - pixel.x() * uy;
      firstA = Math.min(firstA, a);
      lastA = Math.max(lastA, a);
      firstB = Math.min(firstB, b);
      lastB = Math.max(lastB, b);
    }
    double a = (firstA + lastA) / 2;
    double b = (firstB + lastB) / 2;
    return new Rectangle(ux * a - uy * b, uy * a + ux * b, ux, uy, lastA - firstA, lastB - firstB);
  }

  /// Returns the convex hull by the monotone chain.
  private static List<Pixel> hull(List<Pixel> pixels) {
    List<Pixel> sorted = pixels.stream().distinct().sorted(BY_X).toList();
    if (sorted.size() < 3) {
      return sorted;
    }
    List<Pixel> hull = half(sorted);
    hull.addAll(half(sorted.reversed()));
    return hull;
  }

  private static List<Pixel> half(List<Pixel> pixels) {
    List<Pixel> half = new ArrayList<>();
    for (Pixel pixel : pixels) {
      while (half.size() > 1 && turn(half.get(half.size() - 2), half.getLast(), pixel) <= 0) {
        half.removeLast();
      }
      half.add(pixel);
    }
    half.removeLast();
    return half;
  }

  private static long turn(Pixel from, Pixel over, Pixel to) {
    return (long) (over.x() - from.x()) * (to.y() - from.y())
        - (long) (over.y() - from.y()) * (to.x() - from.x());
  }
}
