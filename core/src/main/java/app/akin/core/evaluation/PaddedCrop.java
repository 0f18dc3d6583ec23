package app.akin.core.evaluation;

import app.akin.core.evaluation.data.CropBox;
import app.akin.core.photo.Raster;

/// Cuts a part out of an image and centres it on a black square of its longer side.
final class PaddedCrop {
  private PaddedCrop() {}

  /// Returns the part, clipped at the edges of the image; at least one pixel of it.
  static Raster of(Raster raster, CropBox crop) {
    int left = clamp(crop.left(), 0, raster.width() - 1);
    int top = clamp(crop.top(), 0, raster.height() - 1);
    int right = clamp(crop.left() + crop.width(), left + 1, raster.width());
    int bottom = clamp(crop.top() + crop.height(), top + 1, raster.height());
    int width = right - left;
    int height = bottom - top;
    int side = Math.max(width, height);
    byte[] rgb = new byte[3 * side * side];
    int x = (side - width) / 2;
    int y = (side - height) / 2;
    for (int row = 0; row < height; row++) {
      System.arraycopy(
          raster.rgb(),
          3 * ((top + row) * raster.width() + left),
          rgb,
          3 * ((y + row) * side + x),
          3 * width);
    }
    return new Raster(side, side, rgb);
  }

  private static int clamp(double value, int low, int high) {
    return Math.clamp(Math.round(value), low, high);
  }
}
