package app.akin.core.photo;

/// A picture in memory: 8-bit RGB, interleaved, rows from the top, no padding.
///
/// The array is shared, not copied: whoever holds a raster reads it and never writes it.
///
/// @param width columns, positive
/// @param height rows, positive
/// @param rgb `3 * width * height` bytes, red first, unsigned
// A picture is compared by identity: nothing compares millions of bytes by accident.
@SuppressWarnings("ArrayRecordComponent")
public record Raster(int width, int height, byte[] rgb) {
  /// Checks that the array fits the size.
  public Raster {
    if (width <= 0 || height <= 0 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(width + "x" + height + " with " + rgb.length + " bytes");
    }
  }

  /// The number of pixels.
  public long pixels() {
    return (long) width * height;
  }
}
