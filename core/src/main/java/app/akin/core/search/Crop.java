package app.akin.core.search;

import app.akin.core.photo.Raster;

/// The part of a query image to use, as fractions of the upright image.
///
/// @param left left edge, 0 to 1
/// @param top top edge, 0 to 1
/// @param width width; `left + width` is at most 1
/// @param height height; `top + height` is at most 1
public record Crop(double left, double top, double width, double height) {
  /// The whole image.
  public static final Crop WHOLE = new Crop(0, 0, 1, 1);

  /// Tolerance for rounding.
  private static final double TOLERANCE = 1e-9;

  /// Rejects a box that is not inside the image.
  public Crop {
    boolean fits =
        left >= 0
            && top >= 0
            && width > 0
            && height > 0
            && left + width <= 1 + TOLERANCE
            && top + height <= 1 + TOLERANCE;
    if (!fits) {
      throw new IllegalArgumentException(left + " " + top + " " + width + " " + height);
    }
  }

  /// Returns whether the crop is the whole image.
  public boolean isWhole() {
    return width >= 1 - TOLERANCE && height >= 1 - TOLERANCE;
  }

  /// Returns the part of a raster: whole pixels, at least one in each direction.
  Raster applyTo(Raster raster) {
    if (isWhole()) {
      return raster;
    }
    int x = (int) Math.min(raster.width() - 1L, Math.round(left * raster.width()));
    int y = (int) Math.min(raster.height() - 1L, Math.round(top * raster.height()));
    int right = Math.clamp(Math.round((left + width) * raster.width()), x + 1, raster.width());
    int bottom = Math.clamp(Math.round((top + height) * raster.height()), y + 1, raster.height());
    int columns = right - x;
    int rows = bottom - y;
    byte[] rgb = new byte[3 * columns * rows];
    for (int row = 0; row < rows; row++) {
      int from = 3 * ((y + row) * raster.width() + x);
      System.arraycopy(raster.rgb(), from, rgb, 3 * row * columns, 3 * columns);
    }
    return new Raster(columns, rows, rgb);
  }
}
