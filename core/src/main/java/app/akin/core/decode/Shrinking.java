package app.akin.core.decode;

/// Makes pictures smaller by averaging: every pixel of the result is the mean of the area it
/// covers, parts of pixels by their part. Exact integers, one pass over the source. Stateless.
final class Shrinking {
  private Shrinking() {}

  /// The picture at a smaller size.
  ///
  /// @param samples interleaved, rows from the top
  /// @param channels samples a pixel
  /// @param outWidth at most the width
  /// @param outHeight at most the height
  static byte[] shrink(
      byte[] samples, int channels, int width, int height, int outWidth, int outHeight) {
    if (outWidth == width && outHeight == height) {
      return samples;
    }
    byte[] out = new byte[channels * outWidth * outHeight];
    int[] row = new int[channels * outWidth];
    long[] sums = new long[channels * outWidth];
    // In units of 1 / outHeight of a source row, every row is outHeight high and every row of the
    // result is height high; columns likewise.
    int wanted = height;
    int outRow = 0;
    for (int y = 0; y < height; y++) {
      narrow(samples, y * width * channels, channels, width, outWidth, row);
      int left = outHeight;
      while (left > 0) {
        int share = Math.min(left, wanted);
        for (int i = 0; i < row.length; i++) {
          sums[i] += (long) share * row[i];
        }
        left -= share;
        wanted -= share;
        if (wanted == 0) {
          finish(sums, (long) width * height, out, outRow++ * row.length);
          wanted = height;
        }
      }
    }
    return out;
  }

  /// Sums the columns of one row; every result is the mean times the width.
  private static void narrow(
      byte[] samples, int start, int channels, int width, int outWidth, int[] row) {
    if (channels == 3) {
      narrowThree(samples, start, width, outWidth, row);
      return;
    }
    for (int channel = 0; channel < channels; channel++) {
      int from = start + channel;
      int to = channel;
      int wanted = width;
      int sum = 0;
      for (int x = 0; x < width; x++) {
        int value = samples[from] & 255;
        from += channels;
        if (wanted > outWidth) {
          sum += outWidth * value;
          wanted -= outWidth;
          continue;
        }
        row[to] = sum + wanted * value;
        to += channels;
        int rest = outWidth - wanted;
        sum = rest * value;
        wanted = width - rest;
      }
    }
  }

  private static void narrowThree(byte[] samples, int start, int width, int outWidth, int[] row) {
    int to = 0;
    int wanted = width;
    int first = 0;
    int second = 0;
    int third = 0;
    int end = start + 3 * width;
    for (int from = start; from < end; from += 3) {
      int red = samples[from] & 255;
      int green = samples[from + 1] & 255;
      int blue = samples[from + 2] & 255;
      if (wanted > outWidth) {
        first += outWidth * red;
        second += outWidth * green;
        third += outWidth * blue;
        wanted -= outWidth;
        continue;
      }
      row[to] = first + wanted * red;
      row[to + 1] = second + wanted * green;
      row[to + 2] = third + wanted * blue;
      to += 3;
      int rest = outWidth - wanted;
      first = rest * red;
      second = rest * green;
      third = rest * blue;
      wanted = width - rest;
    }
  }

  // A quotient of at most 256 whose divisor is far below 2^40 lies further from the next whole
  // number than a double's precision, so the quotient of doubles has the same whole part as that of
  // whole numbers, and is many times as fast.
  private static void finish(long[] sums, long area, byte[] out, int at) {
    double divisor = area;
    long half = area / 2;
    for (int i = 0; i < sums.length; i++) {
      out[at + i] = (byte) (int) ((sums[i] + half) / divisor);
      sums[i] = 0;
    }
  }
}
