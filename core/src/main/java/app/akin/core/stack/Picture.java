package app.akin.core.stack;

import app.akin.core.photo.ImageSignature;

/// The signature of a photo in the form in which it is compared: brightness at three sizes, its
/// fine detail, and color. Immutable.
final class Picture {
  static final int SIDE = ImageSignature.LUMA_SIDE;

  /// Sizes of the levels, coarse to fine.
  private static final int[] SIDES = {SIDE / 4, SIDE / 2, SIDE};

  /// Root mean square of the color differences up to which an image is grey.
  private static final double GREY = 3;

  private final float[][] levels = new float[SIDES.length][];
  private final float[][] slopesX = new float[SIDES.length][];
  private final float[][] slopesY = new float[SIDES.length][];
  private final float[] detail;
  private final float[][] chroma = new float[2][];
  private final boolean isGrey;
  private final double aspect;

  Picture(ImageSignature signature) {
    this.aspect = signature.aspect();
    float[] fine = new float[SIDE * SIDE];
    for (int i = 0; i < fine.length; i++) {
      fine[i] = signature.luma()[i] & 0xFF;
    }
    levels[SIDES.length - 1] = fine;
    for (int level = SIDES.length - 2; level >= 0; level--) {
      levels[level] = halve(levels[level + 1], SIDES[level]);
    }
    for (int level = 0; level < SIDES.length; level++) {
      slopesX[level] = slopes(levels[level], SIDES[level], 1);
      slopesY[level] = slopes(levels[level], SIDES[level], SIDES[level]);
    }
    detail = ImageSignature.detail(fine);
    int cells = ImageSignature.CHROMA_SIDE * ImageSignature.CHROMA_SIDE;
    double squares = 0;
    for (int plane = 0; plane < chroma.length; plane++) {
      float[] values = new float[cells];
      for (int i = 0; i < cells; i++) {
        values[i] = (signature.chroma()[plane * cells + i] & 0xFF) - 128;
        squares += values[i] * values[i];
      }
      chroma[plane] = smooth(values, ImageSignature.CHROMA_SIDE);
    }
    isGrey = Math.sqrt(squares / (chroma.length * cells)) <= GREY;
  }

  /// Returns the weighted means of each cell and its eight neighbours, so that what lies between
  /// two cells can be interpolated.
  private static float[] smooth(float[] cells, int side) {
    float[] smooth = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      float sum = 0;
      for (int y = -1; y <= 1; y++) {
        for (int x = -1; x <= 1; x++) {
          int row = Math.clamp(i / side + y, 0, side - 1);
          int column = Math.clamp(i % side + x, 0, side - 1);
          sum += (2 - Math.abs(x)) * (2 - Math.abs(y)) * cells[row * side + column];
        }
      }
      smooth[i] = sum / 16;
    }
    return smooth;
  }

  /// Returns half the difference of the two neighbours of each cell, in units of the side.
  private static float[] slopes(float[] cells, int side, int step) {
    float[] slopes = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      int along = step == 1 ? i % side : i / side;
      int before = along == 0 ? i : i - step;
      int after = along == side - 1 ? i : i + step;
      int distance = (after - before) / step;
      slopes[i] = distance == 0 ? 0 : (cells[after] - cells[before]) * side / distance;
    }
    return slopes;
  }

  private static float[] halve(float[] cells, int side) {
    float[] half = new float[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int at = 4 * y * side + 2 * x;
        half[y * side + x] =
            (cells[at] + cells[at + 1] + cells[at + 2 * side] + cells[at + 2 * side + 1]) / 4;
      }
    }
    return half;
  }

  static int levels() {
    return SIDES.length;
  }

  static int side(int level) {
    return SIDES[level];
  }

  /// Returns the brightness at a level, row by row.
  float[] luma(int level) {
    return levels[level];
  }

  /// Returns the slopes of the brightness to the right at a level, row by row.
  float[] slopesX(int level) {
    return slopesX[level];
  }

  /// Returns the slopes of the brightness downwards at a level, row by row.
  float[] slopesY(int level) {
    return slopesY[level];
  }

  /// Returns the fine detail at the finest level, row by row.
  float[] detail() {
    return detail;
  }

  /// Returns the smoothed color differences Cb or Cr, row by row, 0 for grey.
  ///
  /// @param plane 0 for Cb, 1 for Cr
  float[] chroma(int plane) {
    return chroma[plane];
  }

  /// Returns whether the image has no color.
  boolean isGrey() {
    return isGrey;
  }

  /// Returns width by height.
  double aspect() {
    return aspect;
  }
}
