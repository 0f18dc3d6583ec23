package app.akin.core.decode;

/// Luma and chroma to red, green and blue (ITU-T H.273, section 8.3), in integers of 16 fraction
/// bits, each chroma sample standing for all its pixels. Made for frames of one kind; stateless
/// afterwards.
final class FrameColors {
  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);

  private final int depth;
  private final boolean rgb;
  private final int[] luma;
  private final int[] redOfV;
  private final int[] greenOfU;
  private final int[] greenOfV;
  private final int[] blueOfU;

  /// Tables for frames like this one.
  FrameColors(Frame like) {
    depth = like.depth();
    rgb = like.rgb();
    double top = (1 << depth) - 1;
    double unit = 1 << (depth - 8);
    double black = like.fullRange() ? 0 : 16 * unit;
    double lumaScale = 255 / (like.fullRange() ? top : 219 * unit);
    double chromaScale = 255 / (like.fullRange() ? top : 224 * unit);
    double red = redShare(like.matrix());
    double blue = blueShare(like.matrix());
    double green = 1 - red - blue;
    int values = 1 << depth;
    luma = new int[values];
    redOfV = new int[values];
    greenOfU = new int[values];
    greenOfV = new int[values];
    blueOfU = new int[values];
    for (int i = 0; i < values; i++) {
      double chroma = (i - 128 * unit) * chromaScale;
      luma[i] = fixed((i - black) * lumaScale) + HALF;
      redOfV[i] = fixed(chroma * 2 * (1 - red));
      blueOfU[i] = fixed(chroma * 2 * (1 - blue));
      greenOfU[i] = fixed(-chroma * 2 * blue * (1 - blue) / green);
      greenOfV[i] = fixed(-chroma * 2 * red * (1 - red) / green);
    }
  }

  /// Whether these tables serve a frame.
  boolean serve(Frame frame) {
    return frame.depth() == depth && frame.rgb() == rgb;
  }

  private static int fixed(double value) {
    return (int) Math.round(value * (1 << BITS));
  }

  private static double redShare(int matrix) {
    return switch (matrix) {
      case 1 -> 0.2126; // BT.709
      case 4 -> 0.30; // FCC
      case 7 -> 0.212; // SMPTE 240M
      case 9, 10 -> 0.2627; // BT.2020
      default -> 0.299; // BT.601, which HEIF's readers take where nothing is said
    };
  }

  private static double blueShare(int matrix) {
    return switch (matrix) {
      case 1 -> 0.0722;
      case 4 -> 0.11;
      case 7 -> 0.087;
      case 9, 10 -> 0.0593;
      default -> 0.114;
    };
  }

  /// Draws a frame into a picture; what sticks out is cut off.
  ///
  /// @param target 3 bytes a pixel
  /// @param width the picture's columns
  /// @param height the picture's rows
  void draw(Frame frame, byte[] target, int width, int height, int left, int top) {
    int columns = Math.min(frame.width(), width - left);
    int rows = Math.min(frame.height(), height - top);
    byte[][] planes = frame.planes();
    boolean grey = planes.length == 1;
    int chromaWidth = (frame.width() + (1 << frame.shiftX()) - 1) >> frame.shiftX();
    for (int y = 0; y < rows; y++) {
      int to = 3 * ((top + y) * width + left);
      int row = y * frame.width();
      int chromaRow = (y >> frame.shiftY()) * chromaWidth;
      for (int x = 0; x < columns; x++) {
        int first = sample(planes[0], row + x);
        if (grey) {
          byte value = clamp(luma[first]);
          target[to] = value;
          target[to + 1] = value;
          target[to + 2] = value;
        } else {
          int chroma = chromaRow + (x >> frame.shiftX());
          int second = sample(planes[1], chroma);
          int third = sample(planes[2], chroma);
          if (rgb) {
            target[to] = clamp(luma[first]);
            target[to + 1] = clamp(luma[second]);
            target[to + 2] = clamp(luma[third]);
          } else {
            target[to] = clamp(luma[first] + redOfV[third]);
            target[to + 1] = clamp(luma[first] + greenOfU[second] + greenOfV[third]);
            target[to + 2] = clamp(luma[first] + blueOfU[second]);
          }
        }
        to += 3;
      }
    }
  }

  /// Draws a frame's first plane, as opacities.
  ///
  /// @param target a byte a pixel
  void drawFirst(Frame frame, byte[] target, int width, int height, int left, int top) {
    int columns = Math.min(frame.width(), width - left);
    int rows = Math.min(frame.height(), height - top);
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        int value = luma[sample(frame.planes()[0], y * frame.width() + x)];
        target[(top + y) * width + left + x] = clamp(value);
      }
    }
  }

  private int sample(byte[] plane, int at) {
    if (depth == 8) {
      return plane[at] & 255;
    }
    // A broken stream may hold more than its depth says.
    int value = (plane[2 * at] & 255) | (plane[2 * at + 1] & 255) << 8;
    return Math.min(value, luma.length - 1);
  }

  private static byte clamp(int fixed) {
    return (byte) Math.clamp(fixed >> BITS, 0, 255);
  }
}
