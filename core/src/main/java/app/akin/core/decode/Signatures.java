package app.akin.core.decode;

import app.akin.core.photo.ImageSignature;
import app.akin.core.photo.Raster;
import java.util.Arrays;

/// Computes the [ImageSignature] of a thumbnail.
///
/// The perceptual hash is the DCT hash known as pHash (Zauner, "Implementation and Benchmarking of
/// Perceptual Image Hash Functions", 2010): the brightness of 32 by 32 cells is transformed by a
/// DCT, and each of the 64 coefficients of the lowest frequencies but the constant gives one bit,
/// whether it is above their median. The sharpness is the variance of the Laplacian (Pech-Pacheco
/// et al., "Diatom Autofocusing in Brightfield Microscopy", 2000).
final class Signatures {
  /// The revision of the signatures. A higher one has those of known photos computed again.
  static final int REVISION = 1;

  private static final int SIDE = ImageSignature.LUMA_SIDE;
  private static final int HASH_SIDE = 8;

  /// The factors of the DCT: frequencies 1 to 8 by cell.
  private static final double[][] COSINES = new double[HASH_SIDE][SIDE];

  static {
    for (int frequency = 0; frequency < HASH_SIDE; frequency++) {
      for (int cell = 0; cell < SIDE; cell++) {
        COSINES[frequency][cell] =
            StrictMath.cos(Math.PI * (frequency + 1) * (2 * cell + 1) / (2 * SIDE));
      }
    }
  }

  private Signatures() {}

  /// Returns the signature of a thumbnail in sRGB.
  static ImageSignature of(Raster thumbnail) {
    int width = thumbnail.width();
    int height = thumbnail.height();
    float[] luma = new float[width * height];
    float[] blue = new float[width * height];
    float[] red = new float[width * height];
    byte[] rgb = thumbnail.rgb();
    for (int i = 0; i < luma.length; i++) {
      int r = rgb[3 * i] & 0xFF;
      int g = rgb[3 * i + 1] & 0xFF;
      int b = rgb[3 * i + 2] & 0xFF;
      luma[i] = 0.299f * r + 0.587f * g + 0.114f * b;
      blue[i] = 128 + 0.564f * (b - luma[i]);
      red[i] = 128 + 0.713f * (r - luma[i]);
    }
    byte[] cells = bytes(means(luma, width, height, SIDE));
    int colors = ImageSignature.CHROMA_SIDE;
    byte[] chroma = new byte[ImageSignature.CHROMA_BYTES];
    System.arraycopy(bytes(means(blue, width, height, colors)), 0, chroma, 0, colors * colors);
    System.arraycopy(
        bytes(means(red, width, height, colors)), 0, chroma, colors * colors, colors * colors);
    return new ImageSignature(hash(cells), sharpness(luma, width, height), cells, chroma);
  }

  private static long hash(byte[] cells) {
    double[][] rows = new double[HASH_SIDE][SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int frequency = 0; frequency < HASH_SIDE; frequency++) {
        double sum = 0;
        for (int x = 0; x < SIDE; x++) {
          sum += COSINES[frequency][x] * (cells[y * SIDE + x] & 0xFF);
        }
        rows[frequency][y] = sum;
      }
    }
    double[] coefficients = new double[HASH_SIDE * HASH_SIDE];
    for (int i = 0; i < coefficients.length; i++) {
      double sum = 0;
      for (int y = 0; y < SIDE; y++) {
        sum += COSINES[i / HASH_SIDE][y] * rows[i % HASH_SIDE][y];
      }
      coefficients[i] = sum;
    }
    double[] sorted = coefficients.clone();
    Arrays.sort(sorted);
    double median = (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    long hash = 0;
    for (int i = 0; i < coefficients.length; i++) {
      if (coefficients[i] > median) {
        hash |= 1L << i;
      }
    }
    return hash;
  }

  private static float sharpness(float[] luma, int width, int height) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int at = y * width + x;
        double laplacian =
            luma[at - 1] + luma[at + 1] + luma[at - width] + luma[at + width] - 4.0 * luma[at];
        sum += laplacian;
        squares += laplacian * laplacian;
        count++;
      }
    }
    if (count == 0) {
      return 0;
    }
    double mean = sum / count;
    return (float) Math.max(0, squares / count - mean * mean);
  }

  /// Returns the mean of each cell of a square grid over an image. A pixel counts for each cell by
  /// the part that lies in it.
  private static float[] means(float[] values, int width, int height, int side) {
    float[] rows = new float[side * height];
    for (int y = 0; y < height; y++) {
      average(values, y * width, 1, width, rows, y * side, 1, side);
    }
    float[] cells = new float[side * side];
    for (int x = 0; x < side; x++) {
      average(rows, x, side, height, cells, x, side, side);
    }
    return cells;
  }

  private static void average(
      float[] from, int start, int step, int length, float[] to, int at, int stride, int side) {
    double size = (double) length / side;
    for (int cell = 0; cell < side; cell++) {
      double low = cell * size;
      double high = (cell + 1) * size;
      double sum = 0;
      for (int i = (int) low; i < high && i < length; i++) {
        sum += (Math.min(high, i + 1) - Math.max(low, i)) * from[start + i * step];
      }
      to[at + cell * stride] = (float) (sum / size);
    }
  }

  private static byte[] bytes(float[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) Math.clamp(Math.round(values[i]), 0, 255);
    }
    return bytes;
  }
}
