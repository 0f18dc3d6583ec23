package app.akin.desktop.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Combines photos that are close to each other on the screen into circles with a count.
///
/// The cells of the grid are fixed on the map for each power of two of the scale, so that moving
/// the map does not change the clusters. Clusters of neighbouring cells whose circles overlap are
/// joined.
final class PointClusters {
  private static final double CELL = 64;

  private PointClusters() {}

  /// Some photos.
  ///
  /// @param x their mean [Mercator] x, which may be outside of 0 to 1 at the date line
  /// @param y their mean Mercator y
  /// @param count their number
  record Cluster(double x, double y, int count) {
    /// Returns the radius of its circle in pixels.
    double radius() {
      return count == 1 ? 6 : 12 + 4 * Math.log10(count);
    }
  }

  /// Sums of the photos of a cell.
  private static final class Cell {
    private double x;
    private double y;
    private int count;

    private void add(double moreX, double moreY, int more) {
      x += moreX * more;
      y += moreY * more;
      count += more;
    }

    private Cluster cluster() {
      return new Cluster(x / count, y / count, count);
    }
  }

  /// Returns the clusters of a view, smallest first, so that larger ones are drawn above. Those
  /// just outside of the view are included.
  static List<Cluster> of(MapPoints points, MapCamera camera) {
    double scale = Math.scalb(1.0, Math.getExponent(camera.scale()));
    int cells = (int) Math.max(1, Math.round(scale / CELL));
    long firstColumn = (long) Math.floor(camera.worldX(0) * cells) - 1;
    long firstRow = (long) Math.floor(camera.worldY(0) * cells) - 1;
    int columns = (int) (Math.floor(camera.worldX(camera.width()) * cells) + 2 - firstColumn);
    int rows = (int) (Math.floor(camera.worldY(camera.height()) * cells) + 2 - firstRow);
    @Nullable Cell[] sums = new Cell[columns * rows];
    for (int i = 0; i < points.size(); i++) {
      // The copy of the point that is nearest to the centre of the view.
      double x = points.x(i) + Math.rint(camera.x() - points.x(i));
      double y = points.y(i);
      long column = (long) Math.floor(x * cells) - firstColumn;
      long row = (long) Math.floor(y * cells) - firstRow;
      if (column >= 0 && column < columns && row >= 0 && row < rows) {
        int index = (int) (row * columns + column);
        Cell cell = sums[index];
        if (cell == null) {
          cell = new Cell();
          sums[index] = cell;
        }
        cell.add(x, y, 1);
      }
    }
    List<Cluster> clusters = new ArrayList<>();
    for (Cell cell : sums) {
      if (cell != null) {
        clusters.add(cell.cluster());
      }
    }
    return joined(clusters, camera);
  }

  /// Joins each cluster to a larger one that it overlaps.
  private static List<Cluster> joined(List<Cluster> clusters, MapCamera camera) {
    clusters.sort(
        Comparator.comparingInt(Cluster::count)
            .reversed()
            .thenComparingDouble(Cluster::x)
            .thenComparingDouble(Cluster::y));
    int size = clusters.size();
    double[] xs = new double[size];
    double[] ys = new double[size];
    Cell[] kept = new Cell[size];
    int used = 0;
    for (Cluster cluster : clusters) {
      double x = camera.screenX(cluster.x());
      double y = camera.screenY(cluster.y());
      int target = 0;
      while (target < used) {
        double apart = kept[target].cluster().radius() + cluster.radius();
        double right = xs[target] - x;
        double down = ys[target] - y;
        if (right * right + down * down < apart * apart) {
          break;
        }
        target++;
      }
      if (target == used) {
        xs[used] = x;
        ys[used] = y;
        kept[used++] = new Cell();
      }
      kept[target].add(cluster.x(), cluster.y(), cluster.count());
    }
    return Arrays.stream(kept, 0, used)
        .map(Cell::cluster)
        .sorted(Comparator.comparingInt(Cluster::count))
        .toList();
  }
}
