package app.akin.core.embed;

import app.akin.core.photo.Raster;

/// A simple implementation of Pillow's bicubic resize: the whole image, one channel and one sum at
/// a time.
final class ReferenceResize {
  private ReferenceResize() {}

  /// Returns the center square of an image whose short side was resized to `side`, channel by
  /// channel.
  static float[] centre(Raster raster, int side) {
    int shortSide = Math.min(raster.width(), raster.height());
    int width = (int) ((double) side * raster.width() / shortSide);
    int height = (int) ((double) side * raster.height() / shortSide);
    int left = (width - side) / 2;
    int top = (height - side) / 2;
    float[] values = new float[3 * side * side];
    for (int channel = 0; channel < 3; channel++) {
      int[][] rows = channel(raster, channel);
      int[][] narrow = new int[rows.length][];
      for (int y = 0; y < rows.length; y++) {
        narrow[y] = resize(rows[y], width);
      }
      int[][] columns = transposed(narrow);
      for (int x = 0; x < side; x++) {
        int[] column = resize(columns[left + x], height);
        for (int y = 0; y < side; y++) {
          values[(channel * side + y) * side + x] = column[top + y];
        }
      }
    }
    return values;
  }

  private static int[][] channel(Raster raster, int channel) {
    int[][] rows = new int[raster.height()][raster.width()];
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        rows[y][x] = raster.rgb()[3 * (y * raster.width() + x) + channel] & 0xff;
      }
    }
    return rows;
  }

  private static int[][] transposed(int[][] rows) {
    int[][] columns = new int[rows[0].length][rows.length];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[0].length; x++) {
        columns[x][y] = rows[y][x];
      }
    }
    return columns;
  }

  private static int[] resize(int[] line, int length) {
    if (line.length == length) {
      return line;
    }
    double scale = (double) line.length / length;
    double stretch = Math.max(scale, 1);
    int[] result = new int[length];
    for (int x = 0; x < length; x++) {
      double centre = (x + 0.5) * scale;
      int from = Math.max(0, (int) (centre - 2 * stretch + 0.5));
      int to = Math.min(line.length, (int) (centre + 2 * stretch + 0.5));
      double total = 0;
      for (int i = from; i < to; i++) {
        total += cubic((i - centre + 0.5) / stretch);
      }
      long sum = 1 << 21;
      for (int i = from; i < to; i++) {
        double weight = cubic((i - centre + 0.5) / stretch) / total;
        // Rounds half away from zero.
        sum += line[i] * (long) (weight * (1 << 22) + Math.copySign(0.5, weight));
      }
      result[x] = (int) Math.clamp(sum >> 22, 0L, 255L);
    }
    return result;
  }

  private static double cubic(double x) {
    double d = Math.abs(x);
    if (d < 1) {
      return 1.5 * d * d * d - 2.5 * d * d + 1;
    }
    return d < 2 ? -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2 : 0;
  }
}
