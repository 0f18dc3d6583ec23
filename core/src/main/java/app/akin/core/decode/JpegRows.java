package app.akin.core.decode;

/// Upsampling of components that have half the rows and all the columns (4:4:0, what a losslessly
/// turned 4:2:2 photo has). The JDK's libjpeg 6b doubles such rows; libjpeg-turbo, which the
/// reference decodes with, gives every row a quarter of its neighbour (`h1v2_fancy_upsample` of its
/// jdsample.c). The doubled rows hold all that is needed to do the same.
final class JpegRows {
  private JpegRows() {}

  /// Smooths such components in place.
  ///
  /// @param samples interleaved, upsampled by doubling
  static void smooth(byte[] samples, JpegHeader header) {
    int mostColumns = 0;
    int mostRows = 0;
    for (byte sampling : header.samplings()) {
      mostColumns = Math.max(mostColumns, sampling >> 4);
      mostRows = Math.max(mostRows, sampling & 15);
    }
    for (int component = 0; component < header.samplings().length; component++) {
      int sampling = header.samplings()[component];
      if (sampling >> 4 == mostColumns && 2 * (sampling & 15) == mostRows) {
        smooth(samples, component, header);
      }
    }
  }

  private static void smooth(byte[] samples, int component, JpegHeader header) {
    int width = header.width();
    int step = header.components();
    int stride = step * width;
    int[] above = new int[width];
    int[] here = new int[width];
    int[] below = new int[width];
    take(samples, component, step, here);
    take(samples, component, step, above);
    for (int y = 0; y < header.height(); y += 2) {
      int row = component + y * stride;
      boolean last = y + 2 >= header.height();
      take(samples, last ? row : row + 2 * stride, step, below);
      boolean pair = y + 1 < header.height();
      for (int x = 0; x < width; x++) {
        int middle = 3 * here[x];
        samples[row + x * step] = (byte) ((middle + above[x] + 1) >> 2);
        if (pair) {
          samples[row + stride + x * step] = (byte) ((middle + below[x] + 2) >> 2);
        }
      }
      int[] free = above;
      above = here;
      here = below;
      below = free;
    }
  }

  private static void take(byte[] samples, int from, int step, int[] row) {
    for (int x = 0; x < row.length; x++) {
      row[x] = samples[from + x * step] & 255;
    }
  }
}
