package app.akin.core.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The colours of an indexed picture: 256 of them, black where the file names fewer, as Pillow has
/// it. One thread at a time.
final class Palette {
  private final byte[] rgb = new byte[3 * 256];
  private byte @Nullable [] alpha;

  /// A palette of greys, from black to white.
  static Palette greys() {
    Palette palette = new Palette();
    for (int i = 0; i < 256; i++) {
      palette.set(i, i, i, i);
    }
    return palette;
  }

  /// A palette read from a file that names red, green and blue of one colour after another.
  ///
  /// @param entries how many colours; those over 256 are left out
  static Palette read(byte[] file, int from, int entries) {
    Palette palette = new Palette();
    System.arraycopy(file, from, palette.rgb, 0, 3 * Math.min(256, entries));
    return palette;
  }

  /// Sets a colour; one over 255 is left out.
  void set(int index, int red, int green, int blue) {
    if (index < 256) {
      rgb[3 * index] = (byte) red;
      rgb[3 * index + 1] = (byte) green;
      rgb[3 * index + 2] = (byte) blue;
    }
  }

  /// Makes colours transparent: one byte for each of the first colours, 255 opaque.
  void setAlpha(byte[] opacities) {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < opacities.length ? opacities[i] : (byte) 255;
    }
    alpha = all;
  }

  /// Makes one colour fully transparent.
  void setTransparent(int index) {
    byte[] opacities = new byte[index + 1];
    Arrays.fill(opacities, 0, index, (byte) 255);
    setAlpha(opacities);
  }

  /// The picture of indices, one byte a pixel.
  Picture picture(int width, int height, byte[] indices, byte @Nullable [] profile) {
    byte[] pixels = new byte[3 * indices.length];
    for (int i = 0; i < indices.length; i++) {
      int from = 3 * (indices[i] & 255);
      pixels[3 * i] = rgb[from];
      pixels[3 * i + 1] = rgb[from + 1];
      pixels[3 * i + 2] = rgb[from + 2];
    }
    byte @Nullable [] opacities = alpha;
    byte @Nullable [] opacity = null;
    if (opacities != null) {
      opacity = new byte[indices.length];
      for (int i = 0; i < indices.length; i++) {
        opacity[i] = opacities[indices[i] & 255];
      }
    }
    return new Picture(width, height, pixels, false, opacity, null, profile);
  }
}
