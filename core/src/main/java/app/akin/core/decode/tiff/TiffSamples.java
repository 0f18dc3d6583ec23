package app.akin.core.decode.tiff;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/// Converts the samples of a TIFF page to 8 bits, for any layout: smaller samples are scaled to the
/// full range, larger ones are reduced to their high byte. Not thread-safe.
final class TiffSamples {
  private final Raster raster;
  private final ColorModel model;
  private final int width;
  private final int height;

  private TiffSamples(Raster raster, ColorModel model) {
    this.raster = raster;
    this.model = model;
    this.width = raster.getWidth();
    this.height = raster.getHeight();
  }

  static TiffSamples of(Raster raster, ColorModel model) {
    return new TiffSamples(raster, model);
  }

  /// Returns the first bands, interleaved.
  byte[] interleaved(int bands) {
    byte[] out = new byte[Math.multiplyExact(bands, Math.multiplyExact(width, height))];
    int stored = raster.getNumBands();
    int[] row = new int[stored * width];
    int[] bits = raster.getSampleModel().getSampleSize();
    int target = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < bands; band++) {
          out[target++] = toEightBits(row[x * stored + band], bits[band]);
        }
      }
    }
    return out;
  }

  /// Returns one band.
  byte[] band(int band) {
    byte[] out = new byte[Math.multiplyExact(width, height)];
    int bits = raster.getSampleModel().getSampleSize(band);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, band, row);
      for (int x = 0; x < width; x++) {
        out[y * width + x] = toEightBits(row[x], bits);
      }
    }
    return out;
  }

  private static byte toEightBits(int sample, int bits) {
    if (bits == 8) {
      return (byte) sample;
    }
    if (bits > 8) {
      return (byte) (sample >>> (bits - 8));
    }
    return (byte) (sample * 255 / ((1 << bits) - 1));
  }

  /// Returns interleaved RGB: a palette's colors, grey replicated three times, or the first three
  /// bands. Premultiplied alpha is divided out, as in Pillow.
  byte[] rgb() {
    if (model instanceof IndexColorModel palette) {
      return paletteToRgb(palette);
    }
    boolean grey = model.getNumColorComponents() == 1;
    byte[] rgb = grey ? greyToRgb(interleaved(1)) : interleaved(3);
    byte @Nullable [] alpha = model.isAlphaPremultiplied() ? alpha() : null;
    if (alpha != null) {
      for (int i = 0; i < rgb.length; i++) {
        int opacity = alpha[i / 3] & 255;
        int value = rgb[i] & 255;
        rgb[i] = (byte) (opacity == 0 ? value : Math.min(255, 255 * value / opacity));
      }
    }
    return rgb;
  }

  private static byte[] greyToRgb(byte[] grey) {
    byte[] rgb = new byte[3 * grey.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = grey[i / 3];
    }
    return rgb;
  }

  private byte[] paletteToRgb(IndexColorModel palette) {
    int[] colors = new int[palette.getMapSize()];
    palette.getRGBs(colors);
    byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    int[] row = new int[raster.getNumBands() * width];
    int target = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int index = row[x * raster.getNumBands()];
        int color = index < colors.length ? colors[index] : 0;
        rgb[target++] = (byte) (color >> 16);
        rgb[target++] = (byte) (color >> 8);
        rgb[target++] = (byte) color;
      }
    }
    return rgb;
  }

  /// Returns one alpha byte per pixel, or null if the page is opaque.
  byte @Nullable [] alpha() {
    if (!model.hasAlpha() || model instanceof IndexColorModel) {
      return null;
    }
    return band(model.getNumColorComponents());
  }
}
