package app.akin.desktop.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The names of cities on the map. Immutable and thread-safe.
public final class MapLabels {
  /// No names.
  public static final MapLabels NONE = new MapLabels(List.of());

  private static final int MOST = 40;

  /// Names that are measured for a view at most, to limit the time of drawing.
  private static final int MOST_TRIED = 160;

  private final List<Positioned> byPopulation;

  /// A city.
  ///
  /// @param name the name to show
  /// @param latitude degrees north
  /// @param longitude degrees east
  /// @param population inhabitants; larger cities are preferred
  public record City(String name, double latitude, double longitude, long population) {}

  /// A city with its position in [Mercator] units.
  private record Positioned(String name, double x, double y) {}

  /// A rectangle in pixels that names must not cover.
  record Box(double left, double top, double right, double bottom) {
    private boolean contains(double x, double y) {
      return x >= left && x <= right && y >= top && y <= bottom;
    }

    private boolean overlaps(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  /// A name with the pixel of its city.
  ///
  /// @param box the place of the text to the right of the pixel
  record Label(String name, double x, double y, Box box) {}

  /// @param cities cities in any order
  public MapLabels(List<City> cities) {
    byPopulation =
        cities.stream()
            .sorted(Comparator.comparingLong(City::population).reversed())
            .map(
                city ->
                    new Positioned(
                        city.name(), Mercator.x(city.longitude()), Mercator.y(city.latitude())))
            .toList();
  }

  /// Returns the names to show in a view: those of the largest cities, without overlaps. The name
  /// of a city in a rectangle that stays free is to the right of it.
  ///
  /// @param taken rectangles that stay free
  /// @param width returns the width of a name in pixels
  /// @param height the height of a name in pixels
  List<Label> in(MapCamera camera, List<Box> taken, ToDoubleFunction<String> width, double height) {
    List<Box> used = new ArrayList<>(taken);
    List<Label> labels = new ArrayList<>();
    int tried = 0;
    for (Positioned city : byPopulation) {
      double x = camera.screenX(city.x());
      double y = camera.screenY(city.y());
      boolean visible = x > 0 && x < camera.width() && y > height && y < camera.height() - height;
      if (visible) {
        double gap = height / 3;
        double start =
            taken.stream()
                .filter(box -> box.contains(x, y))
                .mapToDouble(Box::right)
                .max()
                .orElse(x);
        double left = start + gap;
        Box box =
            new Box(
                left - gap / 2,
                y - height / 2,
                left + width.applyAsDouble(city.name()),
                y + height / 2);
        if (box.right() < camera.width() && used.stream().noneMatch(box::overlaps)) {
          used.add(new Box(box.left(), box.top(), box.right() + gap, box.bottom()));
          labels.add(
              new Label(city.name(), x, y, new Box(left, box.top(), box.right(), box.bottom())));
        }
        tried++;
      }
      if (labels.size() == MOST || tried == MOST_TRIED) {
        break;
      }
    }
    return labels;
  }
}
