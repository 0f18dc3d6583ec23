package app.akin.desktop.grid;

import app.akin.core.search.RelevanceBand;
import java.util.Arrays;

/// A justified layout: rows of photos in their own aspect ratios that fill the width, below group
/// headers. Immutable and thread-safe.
///
/// Computed in one pass, a few milliseconds for hundreds of thousands of photos. Distances are
/// pixels from the top left of the content.
final class JustifiedLayout {
  /// Gap between photos.
  static final double GAP = 6;

  /// Height of a group header.
  static final double HEAD = 52;

  /// Largest aspect ratio; wider photos are cropped, and tall ones to its inverse.
  private static final float WIDEST = 3.2f;

  private static final float TALLEST = 0.45f;

  /// Maximum factor to stretch a row that does not fill the width.
  private static final double STRETCH = 1.35;

  private static final double FOOT = 88;

  /// Receives the bounds of one photo.
  @FunctionalInterface
  interface CellConsumer {
    /// Accepts position and size in whole pixels.
    void accept(int index, double x, double y, double width, double height);
  }

  private final GridItems items;
  private final double width;
  private int rows;
  private int[] starts = new int[64];
  private double[] tops = new double[64];
  private double[] heights = new double[64];
  private final double[] heads;
  private final double height;

  /// @param target preferred row height
  JustifiedLayout(GridItems items, double width, double target) {
    this.items = items;
    this.width = Math.max(width, 80);
    this.heads = new double[items.groups().size()];
    double top = 0;
    int groups = heads.length;
    if (groups == 0 && items.size() > 0) {
      top = of(0, items.size(), GAP, target);
    }
    for (int group = 0; group < groups; group++) {
      heads[group] = top;
      int end = group + 1 < groups ? items.groups().get(group + 1).start() : items.size();
      double first = top + (isTitled(group) ? HEAD : GAP);
      top = of(items.groups().get(group).start(), end, first, target);
    }
    this.height = items.size() == 0 ? 0 : top + FOOT;
    starts = Arrays.copyOf(starts, rows + 1);
    starts[rows] = items.size();
  }

  /// Lays out the photos of one group.
  ///
  /// @return the top of the next group
  private double of(int from, int to, double top, double target) {
    double y = top;
    int start = from;
    double sum = 0;
    for (int i = from; i < to; i++) {
      double shape = shape(i);
      double full = (width - (i - start) * GAP) / (sum + shape);
      if (full <= target && i > start) {
        // The photo joins the row whose height then differs less from the preferred height.
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

  /// Returns the photos.
  GridItems items() {
    return items;
  }

  /// Returns the height of the content.
  double height() {
    return height;
  }

  /// Returns the number of rows.
  int rows() {
    return rows;
  }

  /// Returns the first photo of a row; for the number of rows, the number of photos.
  int start(int row) {
    return starts[row];
  }

  /// Returns the top of a row.
  double top(int row) {
    return tops[row];
  }

  /// Returns the bottom of a row.
  double bottom(int row) {
    return tops[row] + heights[row];
  }

  /// Returns whether a group has a header. The first relevance band of a ranking has none, because
  /// the bar above the results says what it is.
  boolean isTitled(int group) {
    return group > 0
        || !(items.groups().getFirst() instanceof GridItems.Group.Band(int _, RelevanceBand band)
            && band.compareTo(RelevanceBand.WEAK) <= 0);
  }

  /// Returns the top of a group header.
  double head(int group) {
    return heads[group];
  }

  /// Returns the last group whose header starts at or above a position; -1 for none.
  int groupAt(double y) {
    int found = Arrays.binarySearch(heads, y);
    return found >= 0 ? found : -found - 2;
  }

  /// Returns the last row that starts at or above a position, otherwise the first; -1 without rows.
  int rowAt(double y) {
    if (rows == 0) {
      return -1;
    }
    int found = Arrays.binarySearch(tops, 0, rows, y);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  /// Returns the row of a photo.
  int rowOf(int index) {
    int found = Arrays.binarySearch(starts, 0, rows, index);
    return found >= 0 ? found : -found - 2;
  }

  /// Reports the bounds of each photo of a row.
  void places(int row, CellConsumer place) {
    int from = starts[row];
    int to = starts[row + 1];
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += shape(i);
    }
    double free = width - (to - from - 1) * GAP;
    // A full row ends exactly at the edge; a short one keeps the aspect ratios.
    double unit = heights[row] * sum > free - sum - 1 ? free / sum : heights[row];
    double x = 0;
    for (int i = from; i < to; i++) {
      double next = x + shape(i) * unit;
      double left = Math.round(x);
      place.accept(i, left, tops[row], Math.round(next) - left, heights[row]);
      x = next + GAP;
    }
  }

  /// Reports the bounds of one photo.
  void place(int index, CellConsumer place) {
    places(
        rowOf(index),
        (i, x, y, w, h) -> {
          if (i == index) {
            place.accept(i, x, y, w, h);
          }
        });
  }

  /// Returns the photo at a point, or -1.
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

  /// Returns the photo of a row, clamped to existing rows, whose center is nearest to a horizontal
  /// position.
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

  /// Returns the horizontal center of a photo.
  double middle(int index) {
    double[] middle = {0};
    place(index, (i, x, y, w, h) -> middle[0] = x + w / 2);
    return middle[0];
  }

  /// Reports the photos that intersect a rectangle.
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
