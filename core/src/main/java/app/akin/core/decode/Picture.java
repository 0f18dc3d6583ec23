package app.akin.core.decode;

import org.jspecify.annotations.Nullable;

/// A decoded picture as stored, before the orientation is applied: the model's pixels, and what the
/// eye needs beside them. All arrays are interleaved rows from the top without padding; the picture
/// owns them and nobody writes them.
///
/// @param width columns
/// @param height rows
/// @param rgb 3 bytes a pixel, as Pillow's `convert("RGB")` gives them
/// @param grey whether the three channels of every pixel are one grey sample
/// @param alpha a byte a pixel, 255 opaque; null where everything is opaque
/// @param inks 4 bytes a pixel (cyan, magenta, yellow, black; 255 is full ink) where the file is
///   made for print, else null
/// @param profile the bytes of the ICC profile of the stored samples, not checked; null for none
// A picture is compared by identity.
@SuppressWarnings("ArrayRecordComponent")
record Picture(
    int width,
    int height,
    byte[] rgb,
    boolean grey,
    byte @Nullable [] alpha,
    byte @Nullable [] inks,
    byte @Nullable [] profile) {

  /// An opaque picture in colour.
  static Picture opaque(int width, int height, byte[] rgb, byte @Nullable [] profile) {
    return new Picture(width, height, rgb, false, null, null, profile);
  }
}
