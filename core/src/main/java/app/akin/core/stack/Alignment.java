package app.akin.core.stack;

import org.jspecify.annotations.Nullable;

/// The affine map that lays one image over another, both in coordinates from -0.5 to 0.5.
///
/// It is found by the method of Lucas and Kanade from coarse to fine, with the brightness and
/// contrast of the overlapping part made equal in each step, and cells that differ much counting
/// less (Baker and Matthews, "Lucas-Kanade 20 Years On: A Unifying Framework", IJCV 56, 2004).
///
/// @param xx the map: x' = xx * x + xy * y + x0
/// @param yx and y' = yx * x + yy * y + y0
record Alignment(double xx, double xy, double x0, double yx, double yy, double y0) {
  private static final Alignment IDENTITY = new Alignment(1, 0, 0, 0, 1, 0);

  private static final int PARAMETERS = 6;
  private static final int STEPS = 8;

  /// A step smaller than this ends a level.
  private static final double SMALL = 0.0005;

  /// Least share of the cells that must overlap.
  private static final double MIN_OVERLAP = 0.55;

  /// Least standard deviation of the brightness of the overlapping part.
  private static final double MIN_CONTRAST = 1;

  /// Least correlation of the brightness in each step; images that match begin higher.
  private static final double MIN_CORRELATION = 0.3;

  /// Weight, for each cell, of the condition that the map turns, scales and shifts but distorts
  /// little, so that a foreground that moves does not bend it.
  private static final double RIGIDITY = 20;

  /// Difference in standard deviations at which a cell counts half.
  private static final double HALF_WEIGHT = 0.7;

  /// Returns the alignment of an image over another, or null if none is found.
  static @Nullable Alignment of(Picture one, Picture other) {
    Alignment map = IDENTITY;
    for (int level = 0; level < Picture.levels(); level++) {
      for (int step = 0; step < STEPS; step++) {
        double[] change = map.change(one, other, level);
        if (change == null) {
          return null;
        }
        map = map.plus(change);
        double largest = 0;
        for (double value : change) {
          largest = Math.max(largest, Math.abs(value));
        }
        if (largest < SMALL) {
          break;
        }
      }
    }
    return map;
  }

  double x(double x, double y) {
    return xx * x + xy * y + x0;
  }

  double y(double x, double y) {
    return yx * x + yy * y + y0;
  }

  /// Returns the position of the centre of a cell, from -0.5 to 0.5.
  static double position(int cell, int side) {
    return (cell + 0.5) / side - 0.5;
  }

  private Alignment plus(double... change) {
    return new Alignment(
        xx + change[0],
        xy + change[1],
        x0 + change[2],
        yx + change[3],
        yy + change[4],
        y0 + change[5]);
  }

  /// Returns the value of a grid at a position, linear between the centres of the cells; NaN
  /// outside of the image.
  static double sample(float[] cells, int side, double x, double y) {
    if (!(x >= -0.5 && x <= 0.5 && y >= -0.5 && y <= 0.5)) {
      return Double.NaN;
    }
    double column = Math.clamp((x + 0.5) * side - 0.5, 0, side - 1.001);
    double row = Math.clamp((y + 0.5) * side - 0.5, 0, side - 1.001);
    int leftCell = (int) column;
    int upperCell = (int) row;
    int at = upperCell * side + leftCell;
    double right = column - leftCell;
    double down = row - upperCell;
    double upper = cells[at] + right * (cells[at + 1] - cells[at]);
    double lower = cells[at + side] + right * (cells[at + side + 1] - cells[at + side]);
    return upper + down * (lower - upper);
  }

  /// Returns one step of the method of Gauss and Newton, or null if the images do not overlap or do
  /// not match.
  private double @Nullable [] change(Picture picture, Picture over, int level) {
    int side = Picture.side(level);
    int cells = side * side;
    float[] one = picture.luma(level);
    float[] other = over.luma(level);
    float[] slopesX = over.slopesX(level);
    float[] slopesY = over.slopesY(level);
    double[] values = new double[cells];
    double[] across = new double[cells];
    double[] down = new double[cells];
    double sum = 0;
    double squares = 0;
    double otherSum = 0;
    double otherSquares = 0;
    double products = 0;
    int count = 0;
    for (int i = 0; i < cells; i++) {
      double u = position(i % side, side);
      double v = position(i / side, side);
      double x = x(u, v);
      double y = y(u, v);
      if (!(x >= -0.5 && x <= 0.5 && y >= -0.5 && y <= 0.5)) {
        values[i] = Double.NaN;
        continue;
      }
      double column = Math.clamp((x + 0.5) * side - 0.5, 0, side - 1.001);
      double row = Math.clamp((y + 0.5) * side - 0.5, 0, side - 1.001);
      int leftCell = (int) column;
      int upperCell = (int) row;
      int at = upperCell * side + leftCell;
      double right = column - leftCell;
      double below = row - upperCell;
      double a = (1 - right) * (1 - below);
      double b = right * (1 - below);
      double c = (1 - right) * below;
      double d = right * below;
      int under = at + side;
      double value = a * other[at] + b * other[at + 1] + c * other[under] + d * other[under + 1];
      values[i] = value;
      across[i] =
          a * slopesX[at] + b * slopesX[at + 1] + c * slopesX[under] + d * slopesX[under + 1];
      down[i] = a * slopesY[at] + b * slopesY[at + 1] + c * slopesY[under] + d * slopesY[under + 1];
      sum += one[i];
      squares += one[i] * one[i];
      otherSum += value;
      otherSquares += value * value;
      products += one[i] * value;
      count++;
    }
    if (count < MIN_OVERLAP * cells) {
      return null;
    }
    double mean = sum / count;
    double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
    double otherMean = otherSum / count;
    double otherDeviation = Math.sqrt(Math.max(0, otherSquares / count - otherMean * otherMean));
    if (deviation < MIN_CONTRAST
        || otherDeviation < MIN_CONTRAST
        || products / count - mean * otherMean < MIN_CORRELATION * deviation * otherDeviation) {
      return null;
    }
    double[][] normal = new double[PARAMETERS][PARAMETERS + 1];
    double[] row = new double[PARAMETERS];
    for (int i = 0; i < cells; i++) {
      if (Double.isNaN(values[i])) {
        continue;
      }
      double u = position(i % side, side);
      double v = position(i / side, side);
      double slopeX = across[i] / otherDeviation;
      double slopeY = down[i] / otherDeviation;
      double error = (one[i] - mean) / deviation - (values[i] - otherMean) / otherDeviation;
      double relative = error / HALF_WEIGHT;
      double weight = 1 / (1 + relative * relative);
      row[0] = slopeX * u;
      row[1] = slopeX * v;
      row[2] = slopeX;
      row[3] = slopeY * u;
      row[4] = slopeY * v;
      row[5] = slopeY;
      for (int p = 0; p < PARAMETERS; p++) {
        double weighted = weight * row[p];
        for (int q = p; q < PARAMETERS; q++) {
          normal[p][q] += weighted * row[q];
        }
        normal[p][PARAMETERS] += weighted * error;
      }
    }
    for (int p = 0; p < PARAMETERS; p++) {
      for (int q = 0; q < p; q++) {
        normal[p][q] = normal[q][p];
      }
      // Keeps what the image does not show, as the height of vertical stripes, where it is.
      normal[p][p] += 1e-3 * cells + 1e-3 * normal[p][p];
    }
    double wide = over.aspect() / picture.aspect();
    constrain(normal, RIGIDITY * cells, new double[] {wide, 0, 0, 0, -1, 0}, yy - xx * wide);
    constrain(
        normal,
        RIGIDITY * cells,
        new double[] {0, over.aspect(), 0, 1 / picture.aspect(), 0, 0},
        -xy * over.aspect() - yx / picture.aspect());
    return solve(normal);
  }

  /// Adds a condition with a weight to the equations: the product of a row and the change is a
  /// value.
  private static void constrain(double[][] normal, double weight, double[] row, double value) {
    for (int p = 0; p < PARAMETERS; p++) {
      for (int q = 0; q < PARAMETERS; q++) {
        normal[p][q] += weight * row[p] * row[q];
      }
      normal[p][PARAMETERS] += weight * row[p] * value;
    }
  }

  /// Solves linear equations whose matrix is positive definite.
  private static double[] solve(double[][] rows) {
    int size = rows.length;
    for (int pivot = 0; pivot < size; pivot++) {
      for (int row = pivot + 1; row < size; row++) {
        double factor = rows[row][pivot] / rows[pivot][pivot];
        for (int column = pivot; column <= size; column++) {
          rows[row][column] -= factor * rows[pivot][column];
        }
      }
    }
    double[] solution = new double[size];
    for (int row = size - 1; row >= 0; row--) {
      double value = rows[row][size];
      for (int column = row + 1; column < size; column++) {
        value -= rows[row][column] * solution[column];
      }
      solution[row] = value / rows[row][row];
    }
    return solution;
  }

  /// Returns by how much the map differs from a turn, a change of size and a shift: 0 for none.
  ///
  /// @param aspect width by height of the image that is mapped
  /// @param otherAspect width by height of the image over which it lies
  double distortion(double aspect, double otherAspect) {
    // In units of the heights.
    double a = xx * otherAspect / aspect;
    double b = xy * otherAspect;
    double c = yx / aspect;
    double d = yy;
    double scale = Math.sqrt(Math.abs(a * d - b * c));
    return scale < 1e-6 ? 1 : Math.max(Math.abs(a - d), Math.abs(b + c)) / scale;
  }

  /// Returns the angle of the turn in radians.
  ///
  /// @param aspect width by height of the image that is mapped
  /// @param otherAspect width by height of the image over which it lies
  double turn(double aspect, double otherAspect) {
    return Math.atan2(yx / aspect - xy * otherAspect, yy + xx * otherAspect / aspect);
  }

  /// Returns the factor by which areas change.
  double area() {
    return Math.abs(xx * yy - xy * yx);
  }

  /// Returns the distance by which the centre is moved.
  double shift() {
    return Math.hypot(x0, y0);
  }
}
