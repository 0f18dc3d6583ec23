package app.akin.core.decode.image;

/// Converts CMYK to RGB with the formula that Pillow uses without color management (`cmyk2rgb` in
/// its Convert.c): each channel is (1 - ink) * (1 - black).
public final class CmykConverter {
  private CmykConverter() {}

  /// Converts interleaved CMYK, where 255 is full ink, to interleaved RGB.
  public static byte[] toRgb(byte[] cmyk) {
    int pixels = cmyk.length / 4;
    byte[] rgb = new byte[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      int remaining = 255 - (cmyk[4 * i + 3] & 255);
      rgb[3 * i] = toChannel(remaining, cmyk[4 * i] & 255);
      rgb[3 * i + 1] = toChannel(remaining, cmyk[4 * i + 1] & 255);
      rgb[3 * i + 2] = toChannel(remaining, cmyk[4 * i + 2] & 255);
    }
    return rgb;
  }

  private static byte toChannel(int remaining, int ink) {
    // a * b / 255, rounded, in integers
    int product = ink * remaining + 128;
    return (byte) (remaining - ((product + (product >> 8)) >> 8));
  }
}
