package app.akin.core.decode;

import app.akin.core.photo.Raster;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Judges whether a picture is black and white, or black and white with a warm tone such as sepia.
///
/// The picture is averaged in blocks, which removes the noise of sensors, scanners and JPEG. It is
/// black and white if nearly no block has a color. It is toned if its colors are warm and depend on
/// the brightness alone: a curve of the color by brightness is fitted, and nearly no block differs
/// from it. Blocks with edges are left out of that comparison, since their average lies beside the
/// curve, and so are nearly white ones, whose color changes too fast. If unsure, a picture is in
/// color.
final class Monochrome {
  /// The revision of this judge. A higher one makes runs judge the thumbnails of known photos
  /// again.
  static final int REVISION = 1;

  private static final int BLOCK = 8;

  /// Share of the blocks that may differ: dust, stains and marks.
  private static final double OUTLIERS = 0.0005;

  /// Largest chroma of a block without color. Chroma is the distance from grey in the plane of the
  /// two color differences of JPEG, each from -128 to 127.
  private static final double MAX_NEUTRAL = 5;

  /// Largest distance of a block from the curve of a toned picture.
  private static final double MAX_DEVIATION = 3.2;

  /// Largest distance of any block, with or without edges, from the curve that fits all blocks.
  private static final double MAX_EDGE_DEVIATION = 12;

  /// Largest chroma of a toned picture.
  private static final double MAX_TONE = 60;

  /// The hues of warm tones: the angle of the sum of all colors, in degrees.
  private static final double MIN_HUE = 122;

  private static final double MAX_HUE = 168;

  /// Smallest difference between bright and dark blocks of a toned picture: an even surface could
  /// have any color.
  private static final double MIN_CONTRAST = 80;

  /// Range of brightness in a block from which it has an edge.
  private static final double EDGE = 40;

  /// Brightness from which a block is nearly white.
  private static final double WHITE = 244;

  /// Smallest share of blocks without edges that shows a tone.
  private static final double MIN_SMOOTH = 0.1;

  private static final int KNOTS = 33;

  private final double[] luma;
  private final double[] blueness;
  private final double[] redness;
  private final boolean[] smooth;

  private Monochrome(Raster picture) {
    int side = Math.clamp(Math.min(picture.width(), picture.height()), 1, BLOCK);
    int columns = picture.width() / side;
    int blocks = columns * (picture.height() / side);
    luma = new double[blocks];
    blueness = new double[blocks];
    redness = new double[blocks];
    smooth = new boolean[blocks];
    for (int i = 0; i < blocks; i++) {
      measure(i, picture, i % columns * side, i / columns * side, side);
    }
  }

  /// Returns whether a picture is black and white or toned.
  ///
  /// @param picture a thumbnail in sRGB
  static boolean isMonochrome(Raster picture) {
    Monochrome measured = new Monochrome(picture);
    return measured.isNeutral() || measured.isToned();
  }

  private void measure(int block, Raster picture, int left, int top, int side) {
    byte[] rgb = picture.rgb();
    double red = 0;
    double green = 0;
    double blue = 0;
    double darkest = 255;
    double brightest = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        int at = 3 * (y * picture.width() + x);
        int r = rgb[at] & 0xFF;
        int g = rgb[at + 1] & 0xFF;
        int b = rgb[at + 2] & 0xFF;
        double pixel = luma(r, g, b);
        darkest = Math.min(darkest, pixel);
        brightest = Math.max(brightest, pixel);
        red += r;
        green += g;
        blue += b;
      }
    }
    int pixels = side * side;
    luma[block] = luma(red, green, blue) / pixels;
    blueness[block] = 0.564 * (blue / pixels - luma[block]);
    redness[block] = 0.713 * (red / pixels - luma[block]);
    smooth[block] = brightest - darkest < EDGE;
  }

  private static double luma(double red, double green, double blue) {
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  }

  private boolean isNeutral() {
    return greatest(chroma()) <= MAX_NEUTRAL;
  }

  private boolean isToned() {
    double hue =
        Math.toDegrees(Math.atan2(Arrays.stream(redness).sum(), Arrays.stream(blueness).sum()));
    if (hue < MIN_HUE
        || hue > MAX_HUE
        || greatest(chroma()) > MAX_TONE
        || contrast() < MIN_CONTRAST) {
      return false;
    }
    boolean[] all = new boolean[luma.length];
    Arrays.fill(all, true);
    return IntStream.range(0, luma.length).filter(i -> smooth[i]).count()
            >= MIN_SMOOTH * luma.length
        && greatest(deviations(smooth)) <= MAX_DEVIATION
        && greatest(deviations(all)) <= MAX_EDGE_DEVIATION;
  }

  /// Returns the distances of the selected blocks from the curve that fits them, without those that
  /// are nearly white.
  private double[] deviations(boolean[] selected) {
    double[] blueCurve = curve(blueness, selected);
    double[] redCurve = curve(redness, selected);
    return IntStream.range(0, luma.length)
        .filter(i -> selected[i] && luma[i] < WHITE)
        .mapToDouble(
            i ->
                Math.hypot(
                    blueness[i] - at(blueCurve, luma[i]), redness[i] - at(redCurve, luma[i])))
        .toArray();
  }

  private double[] chroma() {
    double[] chroma = new double[luma.length];
    Arrays.setAll(chroma, i -> Math.hypot(blueness[i], redness[i]));
    return chroma;
  }

  /// Returns the difference of brightness between the brightest and the darkest blocks.
  private double contrast() {
    double[] sorted = luma.clone();
    Arrays.sort(sorted);
    int margin = sorted.length / 50;
    return sorted[sorted.length - 1 - margin] - sorted[margin];
  }

  /// Returns the mean color difference of the selected blocks at each of [#KNOTS] levels of
  /// brightness, each block counting for its two nearest levels.
  private double[] curve(double[] difference, boolean[] selected) {
    double[] sums = new double[KNOTS];
    double[] weights = new double[KNOTS];
    for (int i = 0; i < luma.length; i++) {
      if (selected[i]) {
        double position = position(luma[i]);
        int knot = (int) position;
        double share = position - knot;
        sums[knot] += (1 - share) * difference[i];
        weights[knot] += 1 - share;
        sums[knot + 1] += share * difference[i];
        weights[knot + 1] += share;
      }
    }
    Arrays.setAll(sums, knot -> weights[knot] == 0 ? 0 : sums[knot] / weights[knot]);
    return sums;
  }

  private static double at(double[] curve, double brightness) {
    double position = position(brightness);
    int knot = (int) position;
    return curve[knot] + (position - knot) * (curve[knot + 1] - curve[knot]);
  }

  private static double position(double brightness) {
    return Math.min(brightness / 255 * (KNOTS - 1), KNOTS - 1.001);
  }

  /// Returns the largest value without the outliers; 0 if there is none.
  private static double greatest(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) ((1 - OUTLIERS) * (sorted.length - 1))];
  }
}
