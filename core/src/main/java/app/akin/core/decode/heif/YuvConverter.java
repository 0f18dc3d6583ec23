package app.akin.core.decode.heif;

import app.akin.core.decode.codec.VideoFrame;
import app.akin.core.decode.image.ToneMap;
import org.jspecify.annotations.Nullable;

/// Converts luma and chroma to RGB (ITU-T H.273, section 8.3) in fixed-point arithmetic with 16
/// fraction bits. Chroma samples are replicated, not interpolated. Created for one kind of frame;
/// immutable.
final class YuvConverter {
  private static final int BITS = 16;
  private static final int HALF = 1 << (BITS - 1);

  private final int depth;
  private final boolean rgb;
  private final @Nullable ToneMap toneMap;
  private final int[] luma;
  private final int[] redOfV;
  private final int[] greenOfU;
  private final int[] greenOfV;
  private final int[] blueOfU;

  /// Builds the tables for frames with the same color description as the given one.
  ///
  /// @param toneMap converts pictures of high dynamic range; null for others
  YuvConverter(VideoFrame frame, @Nullable ToneMap toneMap) {
    this.toneMap = toneMap;
    depth = frame.depth();
    rgb = frame.rgb();
    double top = (1 << depth) - 1;
    double unit = 1 << (depth - 8);
    double black = frame.fullRange() ? 0 : 16 * unit;
    double lumaScale = 255 / (frame.fullRange() ? top : 219 * unit);
    double chromaScale = 255 / (frame.fullRange() ? top : 224 * unit);
    double red = redWeight(frame.matrix());
    double blue = blueWeight(frame.matrix());
    double green = 1 - red - blue;
    int values = 1 << depth;
    luma = new int[values];
    redOfV = new int[values];
    greenOfU = new int[values];
    greenOfV = new int[values];
    blueOfU = new int[values];
    for (int i = 0; i < values; i++) {
      double chroma = (i - 128 * unit) * chromaScale;
      luma[i] = toFixedPoint((i - black) * lumaScale) + HALF;
      redOfV[i] = toFixedPoint(chroma * 2 * (1 - red));
      blueOfU[i] = toFixedPoint(chroma * 2 * (1 - blue));
      greenOfU[i] = toFixedPoint(-chroma * 2 * blue * (1 - blue) / green);
      greenOfV[i] = toFixedPoint(-chroma * 2 * red * (1 - red) / green);
    }
  }

  /// Returns whether these tables apply to a frame.
  boolean supports(VideoFrame frame) {
    return frame.depth() == depth && frame.rgb() == rgb;
  }

  private static int toFixedPoint(double value) {
    return (int) Math.round(value * (1 << BITS));
  }

  private static double redWeight(int matrix) {
    return switch (matrix) {
      case 1 -> 0.2126; // BT.709
      case 4 -> 0.30; // FCC
      case 7 -> 0.212; // SMPTE 240M
      case 9, 10 -> 0.2627; // BT.2020
      default -> 0.299; // BT.601, the default of HEIF readers
    };
  }

  private static double blueWeight(int matrix) {
    return switch (matrix) {
      case 1 -> 0.0722;
      case 4 -> 0.11;
      case 7 -> 0.087;
      case 9, 10 -> 0.0593;
      default -> 0.114;
    };
  }

  /// Draws a frame into an image, clipped to its bounds.
  ///
  /// @param target the image, 3 bytes per pixel
  /// @param width the image's width
  /// @param height the image's height
  void draw(VideoFrame frame, byte[] target, int width, int height, int left, int top) {
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
          put(luma[first], luma[first], luma[first], target, to);
        } else {
          int chroma = chromaRow + (x >> frame.shiftX());
          int second = sample(planes[1], chroma);
          int third = sample(planes[2], chroma);
          if (rgb) {
            put(luma[first], luma[second], luma[third], target, to);
          } else {
            put(
                luma[first] + redOfV[third],
                luma[first] + greenOfU[second] + greenOfV[third],
                luma[first] + blueOfU[second],
                target,
                to);
          }
        }
        to += 3;
      }
    }
  }

  /// Stores a pixel from fixed-point values that are already increased by one half.
  private void put(int red, int green, int blue, byte[] target, int at) {
    if (toneMap == null) {
      target[at] = clamp(red);
      target[at + 1] = clamp(green);
      target[at + 2] = clamp(blue);
    } else {
      toneMap.convert(code(red), code(green), code(blue), target, at);
    }
  }

  /// Returns a value with four more bits than a byte.
  private static int code(int fixed) {
    return Math.clamp((fixed - HALF) >> (BITS - 4), 0, ToneMap.MAX_CODE);
  }

  /// Draws a frame's first plane as alpha values.
  ///
  /// @param target one byte per pixel
  void drawAlpha(VideoFrame frame, byte[] target, int width, int height, int left, int top) {
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
    // A broken stream may contain samples outside its bit depth.
    int value = (plane[2 * at] & 255) | (plane[2 * at + 1] & 255) << 8;
    return Math.min(value, luma.length - 1);
  }

  private static byte clamp(int fixed) {
    return (byte) Math.clamp(fixed >> BITS, 0, 255);
  }
}
