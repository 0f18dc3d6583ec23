package app.akin.core.decode.tiff;

import java.awt.image.Raster;

/// Samples without a fixed range: signed integers and floating-point numbers of up to 32 bits.
final class RangedSamples {
  private RangedSamples() {}

  /// Returns the samples of the first bands, interleaved.
  ///
  /// @param raster their bits as unsigned integers
  /// @param bits bits per sample: 8, 16 or 32
  /// @param bands number of bands to return
  static double[] read(Raster raster, boolean floating, int bits, int bands) {
    int width = raster.getWidth();
    int stored = raster.getNumBands();
    int[] row = new int[width * stored];
    double[] samples =
        new double[Math.multiplyExact(bands, Math.multiplyExact(width, raster.getHeight()))];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < bands; band++) {
          int sample = row[x * stored + band];
          samples[to++] = floating ? toNumber(bits, sample) : toSigned(bits, sample);
        }
      }
    }
    return samples;
  }

  private static double toNumber(int bits, int sample) {
    return bits == 16 ? Float.float16ToFloat((short) sample) : Float.intBitsToFloat(sample);
  }

  private static double toSigned(int bits, int sample) {
    return switch (bits) {
      case 8 -> (byte) sample;
      case 16 -> (short) sample;
      default -> sample;
    };
  }

  /// Returns interleaved RGB: the lowest sample becomes black, the highest white. Samples that are
  /// not finite become black.
  ///
  /// @param bands 3, or 1 for grey
  /// @param inverted whether the lowest sample becomes white instead
  static byte[] scale(double[] samples, int bands, boolean inverted) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double sample : samples) {
      if (Double.isFinite(sample)) {
        low = Math.min(low, sample);
        high = Math.max(high, sample);
      }
    }
    double scale = high > low ? 255 / (high - low) : 0;
    byte[] rgb = new byte[Math.multiplyExact(3, samples.length / bands)];
    for (int i = 0; i < rgb.length; i++) {
      double sample = samples[bands == 1 ? i / 3 : i];
      int level = Double.isFinite(sample) ? (int) Math.round((sample - low) * scale) : 0;
      rgb[i] = (byte) (inverted ? 255 - level : level);
    }
    return rgb;
  }
}
