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
  static final int REVISION = 2;

  private static final int SIDE = ImageSignature.LUMA_SIDE;
  private static final int HASH_SIDE = 8;

  /// Largest part of a side that a frame covers at each end.
  private static final double MAX_FRAME = 0.1;

  /// Most lines at the inner edge of a frame that JPEG has mixed with what follows.
  private static final int MAX_EDGE = 4;

  /// Largest difference of a pixel of a frame from its corner, in levels of red, green or blue.
  private static final int FRAME_LEVELS = 24;

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
    Raster image = withoutFrame(thumbnail);
    float[] means = means(image);
    int count = SIDE * SIDE;
    float[] luma = new float[count];
    int colors = ImageSignature.CHROMA_SIDE;
    float[] chroma = new float[2 * colors * colors];
    int cellsOfColor = SIDE / colors * (SIDE / colors);
    for (int i = 0; i < count; i++) {
      float r = means[3 * i];
      float g = means[3 * i + 1];
      float b = means[3 * i + 2];
      luma[i] = 0.299f * r + 0.587f * g + 0.114f * b;
      int color = i / SIDE * colors / SIDE * colors + i % SIDE * colors / SIDE;
      chroma[color] += 0.564f * (b - luma[i]) / cellsOfColor;
      chroma[colors * colors + color] += 0.713f * (r - luma[i]) / cellsOfColor;
    }
    for (int i = 0; i < chroma.length; i++) {
      chroma[i] += 128;
    }
    byte[] cells = bytes(luma);
    return new ImageSignature(
        hash(cells),
        sharpness(image),
        cells,
        bytes(chroma),
        (double) image.width() / image.height());
  }

  /// Returns an image without a frame of one color on all sides; the image itself if it has none.
  private static Raster withoutFrame(Raster image) {
    int width = image.width();
    int height = image.height();
    int left = frame(image, width, height, 0, 1, width);
    int right = left == 0 ? 0 : frame(image, width, height, width - 1, -1, width);
    int top = right == 0 ? 0 : frame(image, height, width, 0, width, 1);
    int bottom = top == 0 ? 0 : frame(image, height, width, (height - 1) * width, -width, 1);
    if (bottom == 0) {
      return image;
    }
    int inner = width - left - right;
    byte[] rgb = new byte[3 * inner * (height - top - bottom)];
    for (int y = top; y < height - bottom; y++) {
      int from = 3 * (y * width + left);
      System.arraycopy(image.rgb(), from, rgb, 3 * inner * (y - top), 3 * inner);
    }
    return new Raster(inner, height - top - bottom, rgb);
  }

  /// Returns the number of lines at one side whose pixels all have the color of the first pixel of
  /// the image, with those that are mixed with what follows. Returns 0 if there are more than
  /// [#MAX_FRAME] of all, or if the lines that follow are of this color for the most part, as plain
  /// ground behind a subject is.
  ///
  /// @param lines number of lines
  /// @param length number of pixels of a line
  /// @param start the first pixel of the first line
  /// @param nextLine distance to the next line, in pixels
  /// @param next distance to the next pixel of a line, in pixels
  private static int frame(Raster image, int lines, int length, int start, int nextLine, int next) {
    int most = (int) (MAX_FRAME * lines);
    int line = 0;
    while (line <= most && framePixels(image, length, start + line * nextLine, next) == length) {
      line++;
    }
    for (int edge = line; line > 0 && edge <= Math.min(most, line + MAX_EDGE); edge++) {
      if (framePixels(image, length, start + edge * nextLine, next) < length / 2) {
        // The next line is mixed with the frame if the image was made smaller.
        return edge + 1;
      }
    }
    return 0;
  }

  /// Returns the number of pixels of a line that have the color of the first pixel of the image.
  private static int framePixels(Raster image, int length, int start, int next) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      count += isFrame(image.rgb(), 3 * (start + i * next)) ? 1 : 0;
    }
    return count;
  }

  private static boolean isFrame(byte[] rgb, int pixel) {
    for (int color = 0; color < 3; color++) {
      if (Math.abs((rgb[pixel + color] & 0xFF) - (rgb[color] & 0xFF)) > FRAME_LEVELS) {
        return false;
      }
    }
    return true;
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

  /// Returns the variance of the Laplacian of the brightness.
  private static float sharpness(Raster thumbnail) {
    int width = thumbnail.width();
    int height = thumbnail.height();
    byte[] rgb = thumbnail.rgb();
    // Brightness in thousandths.
    int[] luma = new int[width * height];
    for (int i = 0; i < luma.length; i++) {
      luma[i] =
          299 * (rgb[3 * i] & 0xFF) + 587 * (rgb[3 * i + 1] & 0xFF) + 114 * (rgb[3 * i + 2] & 0xFF);
    }
    long sum = 0;
    double squares = 0;
    for (int y = 1; y < height - 1; y++) {
      long rowSquares = 0;
      for (int at = y * width + 1; at < (y + 1) * width - 1; at++) {
        int laplacian =
            luma[at - 1] + luma[at + 1] + luma[at - width] + luma[at + width] - 4 * luma[at];
        sum += laplacian;
        rowSquares += (long) laplacian * laplacian;
      }
      squares += rowSquares;
    }
    long count = Math.max(0, width - 2L) * Math.max(0, height - 2L);
    if (count == 0) {
      return 0;
    }
    double mean = (double) sum / count;
    return (float) (Math.max(0, squares / count - mean * mean) / 1e6);
  }

  /// Returns the mean red, green and blue of each cell of a square grid over an image. A pixel
  /// counts for each cell by the part that lies in it.
  private static float[] means(Raster thumbnail) {
    int width = thumbnail.width();
    int height = thumbnail.height();
    byte[] rgb = thumbnail.rgb();
    double rowSize = (double) height / SIDE;
    float[] means = new float[3 * SIDE * SIDE];
    float[] row = new float[3 * SIDE];
    for (int y = 0; y < height; y++) {
      sumCells(rgb, y * width, width, row);
      int last = Math.min(SIDE - 1, (int) ((y + 1) / rowSize));
      for (int cell = (int) (y / rowSize); cell <= last; cell++) {
        double part = Math.min(y + 1, (cell + 1) * rowSize) - Math.max(y, cell * rowSize);
        if (part > 0) {
          float weight = (float) (part / rowSize);
          int at = 3 * SIDE * cell;
          for (int i = 0; i < row.length; i++) {
            means[at + i] += weight * row[i];
          }
        }
      }
    }
    return means;
  }

  /// Computes the means of the cells of a row of pixels.
  private static void sumCells(byte[] rgb, int start, int width, float[] means) {
    double size = (double) width / SIDE;
    for (int cell = 0; cell < SIDE; cell++) {
      double low = cell * size;
      double high = (cell + 1) * size;
      int first = (int) Math.ceil(low);
      int end = Math.min(width, (int) high);
      int red = 0;
      int green = 0;
      int blue = 0;
      for (int at = 3 * (start + first); at < 3 * (start + end); at += 3) {
        red += rgb[at] & 0xFF;
        green += rgb[at + 1] & 0xFF;
        blue += rgb[at + 2] & 0xFF;
      }
      double r = red;
      double g = green;
      double b = blue;
      if (first > end) {
        // The cell lies within a pixel.
        int at = 3 * (start + end);
        r = size * (rgb[at] & 0xFF);
        g = size * (rgb[at + 1] & 0xFF);
        b = size * (rgb[at + 2] & 0xFF);
      } else {
        if (first > low) {
          double part = first - low;
          int at = 3 * (start + first - 1);
          r += part * (rgb[at] & 0xFF);
          g += part * (rgb[at + 1] & 0xFF);
          b += part * (rgb[at + 2] & 0xFF);
        }
        if (high > end && end < width) {
          double part = high - end;
          int at = 3 * (start + end);
          r += part * (rgb[at] & 0xFF);
          g += part * (rgb[at + 1] & 0xFF);
          b += part * (rgb[at + 2] & 0xFF);
        }
      }
      means[3 * cell] = (float) (r / size);
      means[3 * cell + 1] = (float) (g / size);
      means[3 * cell + 2] = (float) (b / size);
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
