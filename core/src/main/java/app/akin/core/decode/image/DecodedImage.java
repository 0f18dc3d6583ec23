package app.akin.core.decode.image;

import org.jspecify.annotations.Nullable;

/// A decoded image in stored orientation: the pixels for the model, and the data for display. All
/// arrays are interleaved rows from top to bottom without padding; the image owns them, and they
/// are read only.
///
/// @param width columns
/// @param height rows
/// @param rgb 3 bytes per pixel, equal to Pillow's `convert("RGB")`
/// @param grey whether the three channels of every pixel are equal
/// @param alpha one byte per pixel, 255 for opaque; null if all pixels are opaque
/// @param cmyk 4 bytes per pixel (cyan, magenta, yellow, black; 255 is full ink) for CMYK files,
///   else null
/// @param profile the ICC profile of the stored samples, not validated; null for none
// Images are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record DecodedImage(
    int width,
    int height,
    byte[] rgb,
    boolean grey,
    byte @Nullable [] alpha,
    byte @Nullable [] cmyk,
    byte @Nullable [] profile) {

  /// Creates an opaque color image.
  public static DecodedImage opaque(int width, int height, byte[] rgb, byte @Nullable [] profile) {
    return new DecodedImage(width, height, rgb, false, null, null, profile);
  }
}
