package app.akin.core.decode;

/// Inks to light, by the formula Pillow uses without colour management (`cmyk2rgb` of its
/// Convert.c): each light is what the black ink leaves, less the share the coloured ink takes.
final class Inks {
  private Inks() {}

  /// Interleaved RGB of interleaved CMYK, 255 being full ink.
  static byte[] toRgb(byte[] inks) {
    int pixels = inks.length / 4;
    byte[] rgb = new byte[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      int left = 255 - (inks[4 * i + 3] & 255);
      rgb[3 * i] = light(left, inks[4 * i] & 255);
      rgb[3 * i + 1] = light(left, inks[4 * i + 1] & 255);
      rgb[3 * i + 2] = light(left, inks[4 * i + 2] & 255);
    }
    return rgb;
  }

  private static byte light(int left, int ink) {
    // a * b / 255, rounded, in integers
    int product = ink * left + 128;
    return (byte) (left - ((product + (product >> 8)) >> 8));
  }
}
