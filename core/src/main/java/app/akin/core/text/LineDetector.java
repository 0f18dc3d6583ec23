package app.akin.core.text;

import app.akin.core.embed.TextNetworks;
import app.akin.core.embed.image.ResampleFilter;
import app.akin.core.embed.image.Resize;
import app.akin.core.photo.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds the boxes of lines in an image.
///
/// @param networks the detector
record LineDetector(TextNetworks networks) {
  /// A longer image is read in tiles.
  static final double MAX_RATIO = 2.5;

  /// Maximum number of lines of an image, the largest first.
  private static final int MAX_LINES = 400;

  /// Longest side of the detector's input.
  private static final int LONGEST_SIDE = 960;

  /// Most that a small image is enlarged.
  private static final double ENLARGEMENT = 1.5;

  /// Sizes of the detector's input are multiples of this.
  private static final int STEP = 32;

  /// Mean and deviation of the channels in the order of the input: blue, green, red.
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};

  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
  private static final double TILE_RATIO = 1.5;

  /// Share of the smaller rectangle at which boxes of two tiles are the same line.
  private static final double SAME = 0.3;

  /// Pixels of the map beside the edge of a tile in which a box is cut.
  private static final double EDGE = 4;

  /// A box of a tile.
  record Found(int tile, Box box) {}

  /// Returns the boxes of an image, the largest first.
  List<Box> detect(Raster image) {
    int longSide = Math.max(image.width(), image.height());
    int shortSide = Math.min(image.width(), image.height());
    List<Found> found =
        (double) longSide / shortSide <= MAX_RATIO
            ? map(image).boxes(0, 0).stream().map(box -> new Found(0, box)).toList()
            : inTiles(image, longSide, shortSide);
    return largest(found);
  }

  private ProbabilityMap map(Raster image) {
    double scale =
        Math.min(ENLARGEMENT, (double) LONGEST_SIDE / Math.max(image.width(), image.height()));
    int width = size(image.width() * scale);
    int height = size(image.height() * scale);
    byte[] rgb = new Resize(width, height, ResampleFilter.BILINEAR).whole(image);
    int pixels = width * height;
    float[] values = new float[3 * pixels];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < pixels; i++) {
        float value = (rgb[3 * i + 2 - channel] & 0xff) / 255f;
        values[channel * pixels + i] = (value - MEAN[channel]) / DEVIATION[channel];
      }
    }
    return new ProbabilityMap(
        networks.detect(values, height, width),
        width,
        height,
        (double) image.width() / width,
        (double) image.height() / height);
  }

  private static int size(double pixels) {
    return Math.max(STEP, (int) Math.rint(pixels / STEP) * STEP);
  }

  /// Detects in tiles along the long side that overlap by a quarter of the short side or more.
  private List<Found> inTiles(Raster image, int longSide, int shortSide) {
    int tile = (int) (shortSide * TILE_RATIO);
    int overlap = shortSide / 4;
    int count = Math.max(2, (int) Math.ceil((longSide - overlap) / (double) (tile - overlap)));
    boolean wide = image.width() > image.height();
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int start = (int) Math.rint((double) i * (longSide - tile) / (count - 1));
      ProbabilityMap map = map(part(image, wide, start, tile));
      double edge = EDGE * Math.max(map.scaleX(), map.scaleY());
      for (Box box : map.boxes(wide ? start : 0, wide ? 0 : start)) {
        Box.Bounds bounds = box.bounds();
        double first = wide ? bounds.left() : bounds.top();
        double last = wide ? bounds.right() : bounds.bottom();
        boolean cut =
            (i > 0 && first < start + edge) || (i < count - 1 && last > start + tile - edge);
        // The neighbor has it whole if it is shorter than the overlap.
        if (!cut || last - first > 0.9 * overlap) {
          found.add(new Found(i, box));
        }
      }
    }
    return found;
  }

  private static Raster part(Raster image, boolean wide, int start, int tile) {
    int width = wide ? tile : image.width();
    int height = wide ? image.height() : tile;
    byte[] rgb = new byte[3 * width * height];
    int left = wide ? start : 0;
    int top = wide ? 0 : start;
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          image.rgb(), 3 * ((top + y) * image.width() + left), rgb, 3 * width * y, 3 * width);
    }
    return new Raster(width, height, rgb);
  }

  /// Returns the largest boxes. Of boxes of different tiles that overlap, only the larger is kept.
  static List<Box> largest(List<Found> found) {
    List<Found> kept = new ArrayList<>();
    for (Found each :
        found.stream()
            .sorted(Comparator.comparingDouble((Found one) -> -one.box().area()))
            .toList()) {
      boolean known =
          kept.stream()
              .anyMatch(
                  other -> other.tile() != each.tile() && overlap(each.box(), other.box()) >= SAME);
      if (!known) {
        kept.add(each);
      }
      if (kept.size() == MAX_LINES) {
        break;
      }
    }
    return kept.stream().map(Found::box).toList();
  }

  private static double overlap(Box one, Box other) {
    Box.Bounds a = one.bounds();
    Box.Bounds b = other.bounds();
    double width = Math.min(a.right(), b.right()) - Math.max(a.left(), b.left());
    double height = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top());
    return width <= 0 || height <= 0 ? 0 : width * height / Math.min(a.area(), b.area());
  }
}
