package app.akin.core.embed.image;

import app.akin.core.photo.Raster;
import java.util.Arrays;

/// A resize that is bit-identical to Pillow: columns first, stored as 8 bits, then rows, each pass
/// in fixed point. Only the requested window is computed, so a very long image costs no more than a
/// square one. Immutable.
///
/// @param width width of the whole result, positive
/// @param height height of the whole result, positive
/// @param filter the filter of both passes
public record Resize(int width, int height, ResampleFilter filter) {
  private static final int HALF = 1 << (ResampleWeights.BITS - 1);

  /// Returns a window of the resized image: `3 * columns * rows` bytes, interleaved RGB. The window
  /// must be inside the result and not empty.
  public byte[] window(Raster source, int left, int top, int columns, int rows) {
    if (source.height() == height) {
      return resizeColumns(source, left, columns, top, rows);
    }
    ResampleWeights taps = ResampleWeights.of(source.height(), height, filter, top, rows);
    int begin = taps.begin();
    byte[] narrow = resizeColumns(source, left, columns, begin, taps.end() - begin);
    return resizeRows(narrow, 3 * columns, taps);
  }

  /// Returns the whole resized image: `3 * width * height` bytes, interleaved RGB. As Pillow does
  /// since version 13, resizes rows first if the height shrinks by more than twice as many pixels
  /// as the width. Earlier versions, and [#window], always resize columns first; the results differ
  /// by rounding.
  public byte[] whole(Raster source) {
    int lower = source.height() - height;
    if (lower <= 0 || lower <= 2L * (source.width() - width)) {
      return window(source, 0, 0, width, height);
    }
    ResampleWeights taps = ResampleWeights.of(source.height(), height, filter, 0, height);
    byte[] low = resizeRows(source.rgb(), 3 * source.width(), taps);
    return resizeColumns(new Raster(source.width(), height, low), 0, width, 0, height);
  }

  /// Runs the first pass over the input rows `top` to `top + rows - 1`, for the output columns
  /// `left` to `left + columns - 1`.
  private byte[] resizeColumns(Raster source, int left, int columns, int top, int rows) {
    byte[] rgb = source.rgb();
    byte[] result = new byte[3 * columns * rows];
    int sourceStride = 3 * source.width();
    if (source.width() == width) {
      for (int y = 0; y < rows; y++) {
        int from = (top + y) * sourceStride + 3 * left;
        System.arraycopy(rgb, from, result, 3 * columns * y, 3 * columns);
      }
      return result;
    }
    ResampleWeights taps = ResampleWeights.of(source.width(), width, filter, left, columns);
    int[] first = taps.first();
    int[] counts = taps.counts();
    int[] weights = taps.weights();
    int stride = taps.stride();
    int out = 0;
    for (int y = 0; y < rows; y++) {
      int row = (top + y) * sourceStride;
      for (int x = 0; x < columns; x++) {
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        int in = row + 3 * first[x];
        int end = x * stride + counts[x];
        for (int k = x * stride; k < end; k++) {
          int weight = weights[k];
          red += (rgb[in] & 0xff) * weight;
          green += (rgb[in + 1] & 0xff) * weight;
          blue += (rgb[in + 2] & 0xff) * weight;
          in += 3;
        }
        result[out] = clamp(red);
        result[out + 1] = clamp(green);
        result[out + 2] = clamp(blue);
        out += 3;
      }
    }
    return result;
  }

  /// Runs the second pass. Sums whole rows, so that the inner loop accesses memory sequentially.
  /// The first input row is the first that `taps` needs.
  private static byte[] resizeRows(byte[] narrow, int stride, ResampleWeights taps) {
    byte[] result = new byte[stride * taps.length()];
    int[] sums = new int[stride];
    for (int y = 0; y < taps.length(); y++) {
      Arrays.fill(sums, HALF);
      int in = (taps.first()[y] - taps.begin()) * stride;
      for (int k = 0; k < taps.counts()[y]; k++) {
        int weight = taps.weights()[y * taps.stride() + k];
        for (int x = 0; x < stride; x++) {
          sums[x] += (narrow[in + x] & 0xff) * weight;
        }
        in += stride;
      }
      for (int x = 0; x < stride; x++) {
        result[y * stride + x] = clamp(sums[x]);
      }
    }
    return result;
  }

  private static byte clamp(int sum) {
    return (byte) Math.clamp(sum >> ResampleWeights.BITS, 0, 255);
  }
}
