package app.akin.core.decode.image;

/// The eight image orientations (EXIF 2.32, tag 274) and their correction.
public final class Orientation {
  private static final int TAG = 0x0112;
  private static final int TILE = 32;

  private Orientation() {}

  /// Returns the orientation of an EXIF block: 1 to 8, and 1 if it is absent or invalid.
  public static int of(byte[] exif) {
    int value = TiffDirectory.first(exif).value(TAG, 1);
    return value >= 1 && value <= 8 ? value : 1;
  }

  /// Returns whether an orientation swaps width and height.
  public static boolean swaps(int orientation) {
    return orientation >= 5;
  }

  /// Returns the upright pixels: a new array, or `pixels` itself if they are upright already.
  ///
  /// @param pixels 3 bytes per pixel, rows from top to bottom
  public static byte[] upright(byte[] pixels, int width, int height, int orientation) {
    if (orientation == 1) {
      return pixels;
    }
    int outWidth = swaps(orientation) ? height : width;
    boolean fromRight = orientation == 2 || orientation == 3;
    boolean fromBelow = orientation == 3 || orientation == 4;
    int stepX = fromRight ? -1 : 1;
    int stepY = fromBelow ? -outWidth : outWidth;
    int start = (fromRight ? width - 1 : 0) + (fromBelow ? (height - 1) * outWidth : 0);
    if (swaps(orientation)) {
      fromRight = orientation == 6 || orientation == 7;
      fromBelow = orientation == 7 || orientation == 8;
      stepX = fromBelow ? -outWidth : outWidth;
      stepY = fromRight ? -1 : 1;
      start = (fromRight ? height - 1 : 0) + (fromBelow ? (width - 1) * outWidth : 0);
    }
    byte[] upright = new byte[pixels.length];
    // Tiles improve cache locality, because one of the two arrays is accessed by columns.
    for (int top = 0; top < height; top += TILE) {
      int bottom = Math.min(height, top + TILE);
      for (int left = 0; left < width; left += TILE) {
        int right = Math.min(width, left + TILE);
        for (int y = top; y < bottom; y++) {
          int from = 3 * (y * width + left);
          int to = 3 * (start + y * stepY + left * stepX);
          for (int x = left; x < right; x++) {
            upright[to] = pixels[from];
            upright[to + 1] = pixels[from + 1];
            upright[to + 2] = pixels[from + 2];
            from += 3;
            to += 3 * stepX;
          }
        }
      }
    }
    return upright;
  }
}
