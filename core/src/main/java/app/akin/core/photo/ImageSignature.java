package app.akin.core.photo;

import java.util.Arrays;

/// A small form of a thumbnail by which images are compared without decoding them again.
///
/// @param hash the perceptual hash: similar images differ in few bits
/// @param sharpness variance of the Laplacian of the brightness
/// @param luma mean brightness of each cell of a grid of [#LUMA_SIDE] by [#LUMA_SIDE] over the
///   whole image, row by row, unsigned; shared, must not be modified
/// @param chroma mean color differences of each cell of a grid of [#CHROMA_SIDE] by [#CHROMA_SIDE]:
///   all Cb, then all Cr, unsigned with 128 for grey; shared, must not be modified
// Compares the arrays by their values.
@SuppressWarnings("ArrayRecordComponent")
public record ImageSignature(long hash, float sharpness, byte[] luma, byte[] chroma) {
  /// Cells a side of the grid of brightness.
  public static final int LUMA_SIDE = 32;

  /// Cells a side of the grids of color.
  public static final int CHROMA_SIDE = 8;

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

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageSignature signature
        && hash == signature.hash
        && Float.compare(sharpness, signature.sharpness) == 0
        && Arrays.equals(luma, signature.luma)
        && Arrays.equals(chroma, signature.chroma);
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
