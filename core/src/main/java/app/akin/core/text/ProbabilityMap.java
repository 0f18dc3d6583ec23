package app.akin.core.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The output of the detector: for each pixel the probability that it belongs to text.
///
/// @param values one row after the other
/// @param scaleX pixels of the image for one of the map
/// @param scaleY pixels of the image for one of the map
// Lives for one image and is never compared.
@SuppressWarnings("ArrayRecordComponent")
record ProbabilityMap(float[] values, int width, int height, double scaleX, double scaleY) {
  private static final float THRESHOLD = 0.2f;
  private static final double MIN_SCORE = 0.45;
  private static final double MIN_SIDE = 3;

  /// How far boxes grow, because the network marks the core of a line.
  private static final double GROWTH = 1.4;

  /// Returns the boxes of lines in pixels of the image.
  ///
  /// @param left position of the map in the image
  /// @param top position of the map in the image
  List<Box> boxes(double left, double top) {
    List<Box> boxes = new ArrayList<>();
    for (List<Rectangle.Pixel> component : components()) {
      Rectangle rectangle = Rectangle.around(component);
      if (rectangle.shortSide() < MIN_SIDE || score(rectangle) < MIN_SCORE) {
        continue;
      }
      Rectangle grown =
          rectangle.grown(
              rectangle.a() * rectangle.b() * GROWTH / (2 * (rectangle.a() + rectangle.b())));
      if (grown.shortSide() >= MIN_SIDE + 2) {
        boxes.add(box(grown, left, top));
      }
    }
    return boxes;
  }

  /// Returns the end points of the runs of each component of eight neighbors.
  List<List<Rectangle.Pixel>> components() {
    List<Run> runs = new ArrayList<>();
    Sets sets = new Sets();
    int before = 0;
    int now = 0;
    for (int y = 0; y < height; y++) {
      int start = runs.size();
      addRuns(y, runs, sets);
      int other = before;
      for (int k = start; k < runs.size(); k++) {
        Run run = runs.get(k);
        while (other < now && runs.get(other).last() < run.first() - 1) {
          other++;
        }
        for (int i = other; i < now && runs.get(i).first() <= run.last() + 1; i++) {
          sets.join(k, i);
        }
      }
      before = start;
      now = runs.size();
    }
    Map<Integer, List<Rectangle.Pixel>> components = new HashMap<>();
    for (int k = 0; k < runs.size(); k++) {
      Run run = runs.get(k);
      List<Rectangle.Pixel> ends = components.computeIfAbsent(sets.find(k), _ -> new ArrayList<>());
      ends.add(new Rectangle.Pixel(run.first(), run.y()));
      ends.add(new Rectangle.Pixel(run.last(), run.y()));
    }
    return List.copyOf(components.values());
  }

  /// Pixels above the threshold beside each other.
  private record Run(int y, int first, int last) {}

  private void addRuns(int y, List<Run> runs, Sets sets) {
    int first = -1;
    for (int x = 0; x <= width; x++) {
      boolean set = x < width && values[y * width + x] > THRESHOLD;
      if (set && first < 0) {
        first = x;
      } else if (!set && first >= 0) {
        runs.add(new Run(y, first, x - 1));
        sets.add();
        first = -1;
      }
    }
  }

  /// Disjoint sets of runs.
  private static final class Sets {
    private int[] parents = new int[64];
    private int count;

    void add() {
      if (count == parents.length) {
        parents = Arrays.copyOf(parents, 2 * count);
      }
      parents[count] = count;
      count++;
    }

    int find(int run) {
      int root = run;
      while (parents[root] != root) {
        parents[root] = parents[parents[root]];
        root = parents[root];
      }
      return root;
    }

    void join(int one, int other) {
      parents[find(one)] = find(other);
    }
  }

  /// Returns the mean probability of the pixels in a rectangle.
  private double score(Rectangle rectangle) {
    double ux = rectangle.ux();
    double uy = rectangle.uy();
    double reachX = (Math.abs(ux) * rectangle.a() + Math.abs(uy) * rectangle.b()) / 2;
    double reachY = (Math.abs(uy) * rectangle.a() + Math.abs(ux) * rectangle.b()) / 2;
    int right = Math.min(width - 1, (int) Math.ceil(rectangle.x() + reachX));
    int bottom = Math.min(height - 1, (int) Math.ceil(rectangle.y() + reachY));
    double sum = 0;
    int count = 0;
    for (int y = Math.max(0, (int) Math.floor(rectangle.y() - reachY)); y <= bottom; y++) {
      for (int x = Math.max(0, (int) Math.floor(rectangle.x() - reachX)); x <= right; x++) {
        double dx = x - rectangle.x();
        double dy = y - rectangle.y();
        if (Math.abs(dx * ux + dy * uy) <= rectangle.a() / 2 + 0.5
            && Math.abs(dy * ux - dx * uy) <= rectangle.b() / 2 + 0.5) {
          sum += values[y * width + x];
          count++;
        }
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /// Returns the box of a rectangle of the map. The map may be stretched, so both axes are scaled.
  private Box box(Rectangle rectangle, double left, double top) {
    double ax = rectangle.ux() * scaleX * rectangle.a();
    double ay = rectangle.uy() * scaleY * rectangle.a();
    double bx = -rectangle.uy() * scaleX * rectangle.b();
    double by = rectangle.ux() * scaleY * rectangle.b();
    double a = Math.hypot(ax, ay);
    double b = Math.hypot(bx, by);
    // Text is read along the axis that is nearer to the horizontal.
    boolean swapped = Math.abs(ax) / a < Math.abs(bx) / b;
    double ux = swapped ? bx / b : ax / a;
    double uy = swapped ? by / b : ay / a;
    int sign = ux < 0 ? -1 : 1;
    return new Box(
        (rectangle.x() + 0.5) * scaleX + left,
        (rectangle.y() + 0.5) * scaleY + top,
        sign * ux,
        sign * uy,
        swapped ? b : a,
        swapped ? a : b);
  }
}
