package app.akin.core.text;

import app.akin.core.embed.TextNetworks;
import app.akin.core.embed.image.ResampleFilter;
import app.akin.core.embed.image.Resize;
import app.akin.core.photo.Raster;
import java.util.ArrayList;
import java.util.List;

/// A line to cut out of an image, in one direction of reading.
///
/// @param line number of its box
/// @param quarter clockwise quarter turns of the reading direction
/// @param column whether upright characters stand one below the other
/// @param cells the boxes that stand side by side in the cut: one, or a box a character of a column
record LineCut(int line, int quarter, boolean column, List<Box> cells) {
  private static final int HEIGHT = TextNetworks.LINE_HEIGHT;
  private static final int MIN_WIDTH = 16;
  private static final int MAX_WIDTH = 3_200;

  /// Cells of a column for each of its widths.
  private static final double CELLS = 0.92;

  private static final int MAX_SAMPLES = 8;

  /// Returns the cut of a box.
  static LineCut of(int line, Box box, int quarter) {
    return new LineCut(line, quarter, false, List.of(box.turned(quarter)));
  }

  /// Returns the cut of a column of upright characters.
  static LineCut ofColumn(int line, Box box) {
    int count = Math.max(1, (int) Math.rint(CELLS * box.height() / box.length()));
    List<Box> cells = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double along = ((i + 0.5) / count - 0.5) * box.height();
      cells.add(
          new Box(
              box.x() - along * box.uy(),
              box.y() + along * box.ux(),
              box.ux(),
              box.uy(),
              box.length(),
              box.height() / count));
    }
    return new LineCut(line, 0, true, cells);
  }

  /// Returns the width of the cut in pixels.
  int width() {
    if (column) {
      return HEIGHT * cells.size();
    }
    Box box = cells.getFirst();
    double width = Math.ceil(HEIGHT * box.length() / Math.max(1, box.height()));
    return (int) Math.clamp(width, MIN_WIDTH, MAX_WIDTH);
  }

  /// Cuts the line out of an image: writes channels blue, green, red from -1 to 1.
  ///
  /// @param target receives the line; its other values are not changed
  /// @param offset index of its first value
  /// @param stride width of the lines in the target
  void write(Raster image, float[] target, int offset, int stride) {
    int width = column ? HEIGHT : width();
    for (int i = 0; i < cells.size(); i++) {
      sample(image, cells.get(i), width, target, offset + i * width, stride);
    }
  }

  /// Returns the line for the classifier of the direction: squeezed if it is wider, else with 0 on
  /// the right.
  ///
  /// @param target receives the line; zero
  void writeForTurn(Raster image, float[] target, int offset) {
    int width = width();
    int turnWidth = TextNetworks.TURN_WIDTH;
    if (width <= turnWidth) {
      write(image, target, offset, turnWidth);
      return;
    }
    float[] line = new float[3 * HEIGHT * width];
    write(image, line, 0, width);
    int pixels = HEIGHT * width;
    byte[] bytes = new byte[3 * pixels];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < pixels; i++) {
        bytes[3 * i + channel] =
            (byte) Math.clamp((line[channel * pixels + i] + 1) * 127.5f, 0, 255);
      }
    }
    byte[] narrow =
        new Resize(turnWidth, HEIGHT, ResampleFilter.BILINEAR)
            .whole(new Raster(width, HEIGHT, bytes));
    int narrowPixels = HEIGHT * turnWidth;
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < narrowPixels; i++) {
        target[offset + channel * narrowPixels + i] = (narrow[3 * i + channel] & 0xff) / 127.5f - 1;
      }
    }
  }

  /// Samples a box. Several samples a pixel avoid aliasing in large text.
  private static void sample(
      Raster image, Box box, int width, float[] target, int offset, int stride) {
    int samples =
        (int) Math.clamp(Math.ceil(box.height() / HEIGHT - 0.25), 1.0, (double) MAX_SAMPLES);
    int plane = HEIGHT * stride;
    float[] sums = new float[3];
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < width; column++) {
        sums[0] = 0;
        sums[1] = 0;
        sums[2] = 0;
        for (int i = 0; i < samples; i++) {
          double b = ((row + (i + 0.5) / samples) / HEIGHT - 0.5) * box.height();
          for (int j = 0; j < samples; j++) {
            double a = ((column + (j + 0.5) / samples) / width - 0.5) * box.length();
            add(
                image,
                box.x() + a * box.ux() - b * box.uy() - 0.5,
                box.y() + a * box.uy() + b * box.ux() - 0.5,
                sums);
          }
        }
        int at = offset + row * stride + column;
        for (int channel = 0; channel < 3; channel++) {
          target[at + channel * plane] = sums[2 - channel] / (samples * samples) / 127.5f - 1;
        }
      }
    }
  }

  /// Adds the interpolated value at a point.
  private static void add(Raster image, double x, double y, float[] sums) {
    double column = Math.clamp(x, 0, image.width() - 1);
    double row = Math.clamp(y, 0, image.height() - 1);
    int left = (int) column;
    int top = (int) row;
    float fx = (float) (column - left);
    float fy = (float) (row - top);
    int right = left + 1 < image.width() ? 3 : 0;
    int below = top + 1 < image.height() ? 3 * image.width() : 0;
    byte[] rgb = image.rgb();
    int at = 3 * (top * image.width() + left);
    for (int channel = 0; channel < 3; channel++) {
      int i = at + channel;
      float upper = (rgb[i] & 0xff) * (1 - fx) + (rgb[i + right] & 0xff) * fx;
      float lower = (rgb[i + below] & 0xff) * (1 - fx) + (rgb[i + below + right] & 0xff) * fx;
      sums[channel] += upper * (1 - fy) + lower * fy;
    }
  }
}
