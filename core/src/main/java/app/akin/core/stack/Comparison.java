package app.akin.core.stack;

import app.akin.core.photo.ImageSignature;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How similar two images are where one lies over the other. Differences of brightness and contrast
/// of the whole, and of mean color and saturation, do not count.
///
/// @param correlation correlation of the brightness, -1 to 1
/// @param detail correlation of the fine detail, -1 to 1
/// @param texture standard deviation of the fine detail of the image that has less, in levels of 0
///   to 255
/// @param worst largest mean difference in a block of 4 by 4 cells, in standard deviations
/// @param differing share of these blocks that differ
/// @param color root mean square of the differences of color, in levels
/// @param worstColor largest difference of color in a cell, in levels
/// @param isGrey whether one of the images has no color and the other has some
/// @param overlap smallest share of one of the images that the other covers
/// @param distortion see [Alignment#distortion]
/// @param turn angle of the turn in radians
/// @param shift distance by which the centre is moved, in sides of the image
record Comparison(
    double correlation,
    double detail,
    double texture,
    double worst,
    double differing,
    double color,
    double worstColor,
    boolean isGrey,
    double overlap,
    double distortion,
    double turn,
    double shift) {
  private static final int BLOCK = 4;
  private static final int BLOCKS = Picture.SIDE / BLOCK;

  /// Mean difference in standard deviations from which a block differs.
  private static final double DIFFERENT = 0.5;

  /// Largest factor between the saturations of the images.
  private static final double MAX_SATURATION = 1.5;

  /// Compares two images; returns null if they cannot be laid over each other.
  static @Nullable Comparison of(Picture one, Picture other) {
    Alignment map = Alignment.of(one, other);
    if (map == null) {
      return null;
    }
    int side = Picture.SIDE;
    float[] cells = one.luma(Picture.levels() - 1);
    float[] otherCells = other.luma(Picture.levels() - 1);
    double[] values = new double[side * side];
    Sums luma = new Sums();
    Sums detail = new Sums();
    for (int i = 0; i < values.length; i++) {
      double u = Alignment.position(i % side, side);
      double v = Alignment.position(i / side, side);
      double x = map.x(u, v);
      double y = map.y(u, v);
      values[i] = Alignment.sample(otherCells, side, x, y);
      if (!Double.isNaN(values[i])) {
        luma.add(cells[i], values[i]);
        detail.add(one.detail()[i], Alignment.sample(other.detail(), side, x, y));
      }
    }
    if (luma.count == 0) {
      return null;
    }
    double[] blocks = blocks(cells, values, luma);
    Color color = color(one, other, map);
    double covered = (double) luma.count / values.length;
    return new Comparison(
        luma.correlation(),
        detail.correlation(),
        Math.min(detail.deviation(), detail.otherDeviation()),
        Arrays.stream(blocks).max().orElse(0),
        Arrays.stream(blocks).filter(block -> block > DIFFERENT).count()
            / (double) Math.max(1, blocks.length),
        color.rms(),
        color.worst(),
        one.isGrey() != other.isGrey(),
        Math.min(covered, Math.min(1, covered * map.area())),
        map.distortion(one.aspect(), other.aspect()),
        Math.abs(map.turn(one.aspect(), other.aspect())),
        map.shift());
  }

  /// Returns the mean differences of the blocks that overlap by more than half.
  private static double[] blocks(float[] cells, double[] values, Sums luma) {
    double[] sums = new double[BLOCKS * BLOCKS];
    int[] counts = new int[BLOCKS * BLOCKS];
    double slope = luma.deviation() < 1e-6 ? 0 : 1 / luma.deviation();
    double otherSlope = luma.otherDeviation() < 1e-6 ? 0 : 1 / luma.otherDeviation();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        int block = i / Picture.SIDE / BLOCK * BLOCKS + i % Picture.SIDE / BLOCK;
        sums[block] +=
            Math.abs(
                (cells[i] - luma.mean()) * slope - (values[i] - luma.otherMean()) * otherSlope);
        counts[block]++;
      }
    }
    double[] means = new double[sums.length];
    int length = 0;
    for (int i = 0; i < sums.length; i++) {
      if (counts[i] > BLOCK * BLOCK / 2) {
        means[length++] = sums[i] / counts[i];
      }
    }
    return Arrays.copyOf(means, length);
  }

  /// Differences of color, in levels.
  ///
  /// @param rms root mean square
  /// @param worst the largest of a cell
  private record Color(double rms, double worst) {}

  /// Returns the differences of color after the saturation of the images was made equal.
  private static Color color(Picture one, Picture other, Alignment map) {
    int side = ImageSignature.CHROMA_SIDE;
    int cells = side * side;
    double[][] values = new double[2][cells];
    Sums[] sums = {new Sums(), new Sums()};
    for (int i = 0; i < cells; i++) {
      double u = Alignment.position(i % side, side);
      double v = Alignment.position(i / side, side);
      double x = map.x(u, v);
      double y = map.y(u, v);
      for (int plane = 0; plane < 2; plane++) {
        values[plane][i] = Alignment.sample(other.chroma(plane), side, x, y);
        if (!Double.isNaN(values[plane][i])) {
          sums[plane].add(one.chroma(plane)[i], values[plane][i]);
        }
      }
    }
    if (sums[0].count == 0) {
      return new Color(0, 0);
    }
    double otherVariance = sums[0].otherVariance() + sums[1].otherVariance();
    double gain =
        otherVariance < 1e-9
            ? 1
            : Math.clamp(
                (sums[0].covariance() + sums[1].covariance()) / otherVariance,
                1 / MAX_SATURATION,
                MAX_SATURATION);
    double all = 0;
    double worst = 0;
    for (int i = 0; i < cells; i++) {
      double squares = 0;
      for (int plane = 0; plane < 2; plane++) {
        double difference =
            one.chroma(plane)[i]
                - sums[plane].mean()
                - gain * (values[plane][i] - sums[plane].otherMean());
        squares += difference * difference;
      }
      if (!Double.isNaN(squares)) {
        all += squares;
        worst = Math.max(worst, squares);
      }
    }
    return new Color(Math.sqrt(all / sums[0].count), Math.sqrt(worst));
  }

  /// Sums over pairs of values.
  private static final class Sums {
    private int count;
    private double sum;
    private double squares;
    private double otherSum;
    private double otherSquares;
    private double products;

    void add(double one, double other) {
      count++;
      sum += one;
      squares += one * one;
      otherSum += other;
      otherSquares += other * other;
      products += one * other;
    }

    double mean() {
      return sum / count;
    }

    double otherMean() {
      return otherSum / count;
    }

    double deviation() {
      return Math.sqrt(Math.max(0, squares / count - mean() * mean()));
    }

    double otherDeviation() {
      return Math.sqrt(otherVariance());
    }

    double otherVariance() {
      return Math.max(0, otherSquares / count - otherMean() * otherMean());
    }

    double covariance() {
      return products / count - mean() * otherMean();
    }

    double correlation() {
      double both = deviation() * otherDeviation();
      return both < 1e-9 ? 0 : covariance() / both;
    }
  }
}
