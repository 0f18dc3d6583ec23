package app.akin.core.photo;

import java.util.Arrays;

/// A small form of a thumbnail by which images are compared without decoding them again.
///
/// A uniform frame around an image does not count.
///
/// @param hash the perceptual hash: similar images differ in few bits
/// @param sharpness variance of the Laplacian of the brightness
/// @param luma mean brightness of each cell of a grid of [#LUMA_SIDE] by [#LUMA_SIDE] over the
///   whole image, row by row, unsigned; shared, must not be modified
/// @param chroma mean color differences of each cell of a grid of [#CHROMA_SIDE] by [#CHROMA_SIDE]:
///   all Cb, then all Cr, unsigned with 128 for grey; shared, must not be modified
/// @param aspect width by height
// Compares the arrays by their values.
@SuppressWarnings("ArrayRecordComponent")
public record ImageSignature(
    long hash, float sharpness, byte[] luma, byte[] chroma, double aspect) {
  /// Cells a side of the grid of brightness.
  public static final int LUMA_SIDE = 32;

  /// The fine detail of a part of an image below which it cannot be told from others, in levels of
  /// 0 to 255: plain walls and nights are equal by accident.
  public static final double MIN_TEXTURE = 2;

  /// Least share of two images that must overlap.
  public static final double MIN_OVERLAP = 0.68;

  /// Cells a side of the grids of color.
  public static final int CHROMA_SIDE = 16;

  /// Number of cells with a brightness.
  public static final int LUMA_CELLS = LUMA_SIDE * LUMA_SIDE;

  /// Number of bytes of color.
  public static final int CHROMA_BYTES = 2 * CHROMA_SIDE * CHROMA_SIDE;

  /// Checks the lengths of the arrays.
  public ImageSignature {
    if (luma.length != LUMA_CELLS || chroma.length != CHROMA_BYTES) {
      throw new IllegalArgumentException(luma.length + " and " + chroma.length + " cells");
    }
  }

  /// Returns the difference of each cell of a grid of brightness from the mean of the 5 by 5 cells
  /// around it: the fine detail.
  ///
  /// @param cells [#LUMA_CELLS] cells
  public static float[] detail(float[] cells) {
    float[] sums = new float[cells.length];
    for (int row = 0; row < LUMA_SIDE; row++) {
      for (int x = 0; x < LUMA_SIDE; x++) {
        float sum = 0;
        for (int column = Math.max(0, x - 2); column <= Math.min(LUMA_SIDE - 1, x + 2); column++) {
          sum += cells[row * LUMA_SIDE + column];
        }
        sums[row * LUMA_SIDE + x] = sum;
      }
    }
    float[] detail = new float[cells.length];
    for (int y = 0; y < LUMA_SIDE; y++) {
      int first = Math.max(0, y - 2);
      int last = Math.min(LUMA_SIDE - 1, y + 2);
      for (int x = 0; x < LUMA_SIDE; x++) {
        int count = (last - first + 1) * (Math.min(LUMA_SIDE - 1, x + 2) - Math.max(0, x - 2) + 1);
        float sum = 0;
        for (int row = first; row <= last; row++) {
          sum += sums[row * LUMA_SIDE + x];
        }
        detail[y * LUMA_SIDE + x] = cells[y * LUMA_SIDE + x] - sum / count;
      }
    }
    return detail;
  }

  /// Returns whether no part of the image has enough fine detail to be told from others.
  public boolean isPlain() {
    float[] cells = new float[LUMA_CELLS];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = luma[i] & 0xFF;
    }
    double squares = 0;
    for (float value : detail(cells)) {
      squares += value * value;
    }
    return Math.sqrt(squares / LUMA_CELLS) < MIN_TEXTURE * Math.sqrt(MIN_OVERLAP);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageSignature signature
        && hash == signature.hash
        && Float.compare(sharpness, signature.sharpness) == 0
        && Arrays.equals(luma, signature.luma)
        && Arrays.equals(chroma, signature.chroma)
        && Double.compare(aspect, signature.aspect) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  @Override
  public String toString() {
    return String.format("signature %016x", hash);
  }
}
