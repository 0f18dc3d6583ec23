package app.akin.core.decode.tiff;

import java.awt.image.Raster;

/// Samples of 64-bit floating-point numbers, which the codec reads as two integers each and without
/// undoing the predictor (TIFF 6.0, section 14, and Adobe's TIFF technical note 3).
///
/// @param width width of the image
/// @param segment number of pixels after which the predictor starts again: the width of a tile, or
///   of the image
/// @param planar whether each band is stored on its own
/// @param predictor 1 for none, 2 for differences of samples, 3 for differences of bytes
/// @param bigEndian the byte order of the file
record DoubleSamples(int width, int segment, boolean planar, int predictor, boolean bigEndian) {
  private static final int DIFFERENCES = 2;
  private static final int BYTE_DIFFERENCES = 3;

  /// Returns the samples of the first bands, interleaved.
  ///
  /// @param raster two integers per sample, in a width that is a multiple of the segment's
  double[] read(Raster raster, int bands) {
    int stored = raster.getNumBands();
    int height = raster.getHeight();
    int columns = raster.getWidth();
    double[] samples = new double[Math.multiplyExact(bands, Math.multiplyExact(width, height))];
    int[] row = new int[planar ? columns : columns * stored];
    int planes = planar ? bands : 1;
    for (int y = 0; y < height; y++) {
      for (int plane = 0; plane < planes; plane++) {
        if (planar) {
          raster.getSamples(0, y, columns, 1, plane, row);
        } else {
          raster.getPixels(0, y, columns, 1, row);
        }
        putRow(row, planar ? 1 : stored, samples, y * width * bands + plane, bands);
      }
    }
    return samples;
  }

  /// Converts a row.
  ///
  /// @param stride samples of a pixel in the row
  /// @param to the index of the row's first sample in the result
  /// @param bands number of samples of a pixel in the result
  private void putRow(int[] row, int stride, double[] samples, int to, int bands) {
    int count = segment * stride;
    int taken = Math.min(stride, bands);
    for (int start = 0; start < width; start += segment) {
      long[] values = values(row, 2 * start * stride, count, stride);
      int end = Math.min(segment, width - start);
      for (int x = 0; x < end; x++) {
        for (int band = 0; band < taken; band++) {
          samples[to + (start + x) * bands + band] =
              Double.longBitsToDouble(values[x * stride + band]);
        }
      }
    }
  }

  /// Returns the bits of the samples of a segment.
  private long[] values(int[] row, int from, int count, int stride) {
    if (predictor == BYTE_DIFFERENCES) {
      return fromBytes(bytes(row, from, count), count, stride);
    }
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      int first = row[from + 2 * i];
      int second = row[from + 2 * i + 1];
      long high = bigEndian ? first : second;
      long low = bigEndian ? second : first;
      values[i] = high << Integer.SIZE | (low & 0xFFFFFFFFL);
      if (predictor == DIFFERENCES && i >= stride) {
        values[i] += values[i - stride];
      }
    }
    return values;
  }

  /// Returns the bytes of a segment in the order of the file.
  private byte[] bytes(int[] row, int from, int count) {
    byte[] bytes = new byte[Double.BYTES * count];
    for (int i = 0; i < bytes.length; i++) {
      int at = i % Integer.BYTES;
      int shift = Byte.SIZE * (bigEndian ? Integer.BYTES - 1 - at : at);
      bytes[i] = (byte) (row[from + i / Integer.BYTES] >> shift);
    }
    return bytes;
  }

  /// Adds up differences; the first bytes of all samples come first, from the most significant one
  /// in both byte orders.
  private static long[] fromBytes(byte[] bytes, int count, int stride) {
    for (int i = stride; i < bytes.length; i++) {
      bytes[i] = (byte) (bytes[i] + bytes[i - stride]);
    }
    long[] values = new long[count];
    for (int i = 0; i < bytes.length; i++) {
      values[i % count] = values[i % count] << Byte.SIZE | (bytes[i] & 255);
    }
    return values;
  }
}
