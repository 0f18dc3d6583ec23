package app.akin.core.decode;

/// Downscales images by area averaging: every output pixel is the mean of the area that it covers,
/// with partially covered pixels weighted by their share. Integer arithmetic, one pass over the
/// source. Stateless.
final class AreaDownscaler {
  private AreaDownscaler() {}

  /// Returns the image at a smaller size.
  ///
  /// @param samples interleaved, rows from top to bottom
  /// @param channels samples per pixel
  /// @param outWidth output width, at most `width`
  /// @param outHeight output height, at most `height`
  static byte[] downscale(
      byte[] samples, int channels, int width, int height, int outWidth, int outHeight) {
    if (outWidth == width && outHeight == height) {
      return samples;
    }
    byte[] out = new byte[channels * outWidth * outHeight];
    int[] row = new int[channels * outWidth];
    long[] sums = new long[channels * outWidth];
    // In units of 1 / outHeight of a source row, each source row has height outHeight and each
    // output row has height `height`; columns likewise.
    int needed = height;
    int outRow = 0;
    for (int y = 0; y < height; y++) {
      sumColumns(samples, y * width * channels, channels, width, outWidth, row);
      int remaining = outHeight;
      while (remaining > 0) {
        int share = Math.min(remaining, needed);
        for (int i = 0; i < row.length; i++) {
          sums[i] += (long) share * row[i];
        }
        remaining -= share;
        needed -= share;
        if (needed == 0) {
          writeMeans(sums, (long) width * height, out, outRow++ * row.length);
          needed = height;
        }
      }
    }
    return out;
  }

  /// Sums the columns of one row; each result is the mean times the width.
  private static void sumColumns(
      byte[] samples, int start, int channels, int width, int outWidth, int[] row) {
    if (channels == 3) {
      sumRgbColumns(samples, start, width, outWidth, row);
      return;
    }
    for (int channel = 0; channel < channels; channel++) {
      int from = start + channel;
      int to = channel;
      int needed = width;
      int sum = 0;
      for (int x = 0; x < width; x++) {
        int value = samples[from] & 255;
        from += channels;
        if (needed > outWidth) {
          sum += outWidth * value;
          needed -= outWidth;
          continue;
        }
        row[to] = sum + needed * value;
        to += channels;
        int excess = outWidth - needed;
        sum = excess * value;
        needed = width - excess;
      }
    }
  }

  private static void sumRgbColumns(byte[] samples, int start, int width, int outWidth, int[] row) {
    int to = 0;
    int needed = width;
    int first = 0;
    int second = 0;
    int third = 0;
    int end = start + 3 * width;
    for (int from = start; from < end; from += 3) {
      int red = samples[from] & 255;
      int green = samples[from + 1] & 255;
      int blue = samples[from + 2] & 255;
      if (needed > outWidth) {
        first += outWidth * red;
        second += outWidth * green;
        third += outWidth * blue;
        needed -= outWidth;
        continue;
      }
      row[to] = first + needed * red;
      row[to + 1] = second + needed * green;
      row[to + 2] = third + needed * blue;
      to += 3;
      int excess = outWidth - needed;
      first = excess * red;
      second = excess * green;
      third = excess * blue;
      needed = width - excess;
    }
  }

  // The quotient is at most 256 and the divisor far below 2^40, so the distance to the next integer
  // exceeds the precision of a double: floating-point division truncates to the same value as
  // integer division and is many times as fast.
  private static void writeMeans(long[] sums, long area, byte[] out, int at) {
    double divisor = area;
    long half = area / 2;
    for (int i = 0; i < sums.length; i++) {
      out[at + i] = (byte) (int) ((sums[i] + half) / divisor);
      sums[i] = 0;
    }
  }
}
