package app.akin.desktop.grid;

import java.util.Arrays;

/// Where everything lies in a grid of a width: rows of equal height that fill the width with the
/// photos' own shapes, under the heads of their groups. Immutable, thread-safe.
///
/// Made in one pass over the photos' shapes, which takes a few milliseconds for hundreds of
/// thousands. Distances are in pixels from the top left of the whole.
final class Arrangement {
  /// Between photos.
  static final double GAP = 6;

  /// A group's head.
  static final double HEAD = 52;

  /// Panoramas are cut to this shape, and so are very tall pictures to its like.
  private static final float WIDEST = 3.2f;

  private static final float TALLEST = 0.45f;

  /// How much a row that does not fill the width may be stretched for it.
  private static final double STRETCH = 1.35;

  private static final double FOOT = 88;

  /// Receives where one photo lies.
  @FunctionalInterface
  interface Place {
    /// Left and top edge and size; whole pixels.
    void at(int index, double x, double y, double width, double height);
  }

  private final Items items;
  private final double width;
  private int rows;
  private int[] starts = new int[64];
  private double[] tops = new double[64];
  private double[] heights = new double[64];
  private final double[] heads;
  private final double height;

  /// @param target how high a row should be
  Arrangement(Items items, double width, double target) {
    this.items = items;
    this.width = Math.max(width, 80);
    this.heads = new double[items.groups().size()];
    double top = 0;
    int groups = heads.length;
    if (groups == 0 && items.size() > 0) {
      top = arrange(0, items.size(), GAP, target);
    }
    for (int group = 0; group < groups; group++) {
      heads[group] = top;
      int end = group + 1 < groups ? items.groups().get(group + 1).start() : items.size();
      top = arrange(items.groups().get(group).start(), end, top + HEAD, target);
    }
    this.height = items.size() == 0 ? 0 : top + FOOT;
    starts = Arrays.copyOf(starts, rows + 1);
    starts[rows] = items.size();
  }

  /// Arranges the photos of one group.
  ///
  /// @return where the next group begins
  private double arrange(int from, int to, double top, double target) {
    double y = top;
    int start = from;
    double sum = 0;
    for (int i = from; i < to; i++) {
      double shape = shape(i);
      double full = (width - (i - start) * GAP) / (sum + shape);
      if (full <= target && i > start) {
        // The photo goes where the row comes nearer to the height wanted.
        double without = (width - (i - 1 - start) * GAP) / sum;
        if (without - target < target - full && without < target * STRETCH) {
          y = row(start, y, without);
          start = i;
          sum = shape;
          continue;
        }
      }
      sum += shape;
      if (full <= target) {
        y = row(start, y, full);
        start = i + 1;
        sum = 0;
      }
    }
    if (start < to) {
      double full = (width - (to - 1 - start) * GAP) / sum;
      y = row(start, y, full < target * STRETCH && to - start > 1 ? full : Math.min(target, full));
    }
    return y + 10;
  }

  private double row(int start, double top, double exact) {
    double rounded = Math.max(24, Math.round(exact));
    if (rows + 1 >= starts.length) {
      starts = Arrays.copyOf(starts, rows * 2);
      tops = Arrays.copyOf(tops, rows * 2);
      heights = Arrays.copyOf(heights, rows * 2);
    }
    starts[rows] = start;
    tops[rows] = top;
    heights[rows] = rounded;
    rows++;
    return top + rounded + GAP;
  }

  private float shape(int index) {
    return Math.clamp(items.aspect(index), TALLEST, WIDEST);
  }

  /// What is arranged.
  Items items() {
    return items;
  }

  /// The height of everything.
  double height() {
    return height;
  }

  /// How many rows there are.
  int rows() {
    return rows;
  }

  /// A row's first photo; of the number of rows, the number of photos.
  int start(int row) {
    return starts[row];
  }

  /// A row's upper edge.
  double top(int row) {
    return tops[row];
  }

  /// A row's lower edge.
  double bottom(int row) {
    return tops[row] + heights[row];
  }

  /// The upper edge of a group's head.
  double head(int group) {
    return heads[group];
  }

  /// The last group whose head begins at or above a height; -1 for none.
  int groupAt(double y) {
    int found = Arrays.binarySearch(heads, y);
    return found >= 0 ? found : -found - 2;
  }

  /// The last row that begins at or above a height, the first where none does, -1 without rows.
  int rowAt(double y) {
    if (rows == 0) {
      return -1;
    }
    int found = Arrays.binarySearch(tops, 0, rows, y);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  /// The row of a photo.
  int rowOf(int index) {
    int found = Arrays.binarySearch(starts, 0, rows, index);
    return found >= 0 ? found : -found - 2;
  }

  /// Says where each photo of a row lies.
  void places(int row, Place place) {
    int from = starts[row];
    int to = starts[row + 1];
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += shape(i);
    }
    double free = width - (to - from - 1) * GAP;
    // A full row ends at the edge exactly; a short one keeps its photos' shapes.
    double unit = heights[row] * sum > free - sum - 1 ? free / sum : heights[row];
    double x = 0;
    for (int i = from; i < to; i++) {
      double next = x + shape(i) * unit;
      double left = Math.round(x);
      place.at(i, left, tops[row], Math.round(next) - left, heights[row]);
      x = next + GAP;
    }
  }

  /// Where one photo lies.
  void place(int index, Place place) {
    places(
        rowOf(index),
        (i, x, y, w, h) -> {
          if (i == index) {
            place.at(i, x, y, w, h);
          }
        });
  }

  /// The photo at a point, or -1.
  int indexAt(double x, double y) {
    int row = rowAt(y);
    if (row < 0 || y < tops[row] || y > bottom(row)) {
      return -1;
    }
    int[] found = {-1};
    places(
        row,
        (i, left, top, w, h) -> {
          if (x >= left && x < left + w) {
            found[0] = i;
          }
        });
    return found[0];
  }

  /// The photo of a row, clamped to those there are, whose middle is nearest to a distance from the
  /// left.
  int nearest(int row, double x) {
    int wanted = Math.clamp(row, 0, rows - 1);
    int[] best = {starts[wanted]};
    double[] distance = {Double.MAX_VALUE};
    places(
        wanted,
        (i, left, top, w, h) -> {
          double away = Math.abs(left + w / 2 - x);
          if (away < distance[0]) {
            distance[0] = away;
            best[0] = i;
          }
        });
    return best[0];
  }

  /// The middle of a photo, from the left.
  double middle(int index) {
    double[] middle = {0};
    place(index, (i, x, y, w, h) -> middle[0] = x + w / 2);
    return middle[0];
  }

  /// Names the photos that a rectangle touches.
  void within(
      double left, double top, double right, double bottom, java.util.function.IntConsumer each) {
    for (int row = rowAt(top); row >= 0 && row < rows && tops[row] <= bottom; row++) {
      if (bottom(row) >= top) {
        places(
            row,
            (i, x, y, w, h) -> {
              if (x <= right && x + w >= left) {
                each.accept(i);
              }
            });
      }
    }
  }
}
