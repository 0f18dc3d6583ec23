package app.akin.core.decode.jpeg;

/// Upsamples components with half the rows and all columns (4:4:0, found in losslessly rotated
/// 4:2:2 photos). The JDK's libjpeg 6b duplicates such rows; libjpeg-turbo, which the reference
/// implementation uses, blends in a quarter of the neighboring row (`h1v2_fancy_upsample` in its
/// jdsample.c). The duplicated rows contain all data that is needed to compute this.
final class FancyUpsampling {
  private FancyUpsampling() {}

  /// Smooths such components in place.
  ///
  /// @param samples interleaved, upsampled by duplicating rows
  static void smooth(byte[] samples, JpegHeader header) {
    int maxColumns = 0;
    int maxRows = 0;
    for (byte sampling : header.samplings()) {
      maxColumns = Math.max(maxColumns, sampling >> 4);
      maxRows = Math.max(maxRows, sampling & 15);
    }
    for (int component = 0; component < header.samplings().length; component++) {
      int sampling = header.samplings()[component];
      if (sampling >> 4 == maxColumns && 2 * (sampling & 15) == maxRows) {
        smooth(samples, component, header);
      }
    }
  }

  private static void smooth(byte[] samples, int component, JpegHeader header) {
    int width = header.width();
    int step = header.components();
    int stride = step * width;
    int[] above = new int[width];
    int[] current = new int[width];
    int[] below = new int[width];
    readRow(samples, component, step, current);
    readRow(samples, component, step, above);
    for (int y = 0; y < header.height(); y += 2) {
      int row = component + y * stride;
      boolean last = y + 2 >= header.height();
      readRow(samples, last ? row : row + 2 * stride, step, below);
      boolean pair = y + 1 < header.height();
      for (int x = 0; x < width; x++) {
        int middle = 3 * current[x];
        samples[row + x * step] = (byte) ((middle + above[x] + 1) >> 2);
        if (pair) {
          samples[row + stride + x * step] = (byte) ((middle + below[x] + 2) >> 2);
        }
      }
      int[] recycled = above;
      above = current;
      current = below;
      below = recycled;
    }
  }

  private static void readRow(byte[] samples, int from, int step, int[] row) {
    for (int x = 0; x < row.length; x++) {
      row[x] = samples[from + x * step] & 255;
    }
  }
}
