package app.akin.core.decode.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The palette of an indexed image: 256 colors, black for entries that the file does not define, as
/// in Pillow. Not thread-safe.
public final class Palette {
  private final byte[] rgb = new byte[3 * 256];
  private byte @Nullable [] alpha;

  /// Returns a palette of greys from black to white.
  public static Palette greys() {
    Palette palette = new Palette();
    for (int i = 0; i < 256; i++) {
      palette.set(i, i, i, i);
    }
    return palette;
  }

  /// Reads a palette of consecutive red, green and blue bytes.
  ///
  /// @param entries number of colors; those after 256 are ignored
  public static Palette read(byte[] file, int from, int entries) {
    Palette palette = new Palette();
    System.arraycopy(file, from, palette.rgb, 0, 3 * Math.min(256, entries));
    return palette;
  }

  /// Sets a color; an index above 255 is ignored.
  public void set(int index, int red, int green, int blue) {
    if (index < 256) {
      rgb[3 * index] = (byte) red;
      rgb[3 * index + 1] = (byte) green;
      rgb[3 * index + 2] = (byte) blue;
    }
  }

  /// Sets the alpha of the first colors, one byte each, 255 for opaque; the others are opaque.
  public void setAlpha(byte[] opacities) {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < opacities.length ? opacities[i] : (byte) 255;
    }
    alpha = all;
  }

  /// Makes one color fully transparent.
  public void setTransparent(int index) {
    byte[] opacities = new byte[index + 1];
    Arrays.fill(opacities, 0, index, (byte) 255);
    setAlpha(opacities);
  }

  /// Returns the image of indices, one byte per pixel.
  public DecodedImage toImage(int width, int height, byte[] indices, byte @Nullable [] profile) {
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
    return new DecodedImage(width, height, pixels, false, opacity, null, profile);
  }
}
