package app.akin.core.photo;

/// An image in memory: 8-bit RGB, interleaved, top row first, no padding.
///
/// The array is shared, not copied, and must not be modified.
///
/// @param width width in pixels, positive
/// @param height height in pixels, positive
/// @param rgb `3 * width * height` bytes, red first, unsigned
// Compared by identity, to avoid comparing millions of bytes.
@SuppressWarnings("ArrayRecordComponent")
public record Raster(int width, int height, byte[] rgb) {
  /// Checks the length of the array.
  public Raster {
    if (width <= 0 || height <= 0 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(width + "x" + height + " with " + rgb.length + " bytes");
    }
  }

  /// Returns the number of pixels.
  public long pixels() {
    return (long) width * height;
  }
}
