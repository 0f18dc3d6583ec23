package app.akin.core.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A synthetic image with a photo-like spectrum: noise in all octaves from the whole image to a few
/// pixels, objects with hard edges, and grain. Rows are generated on demand, so large images need
/// no memory. Not thread-safe.
final class SyntheticScene {
  /// Cell size of the finest octave in pixels, beyond which lenses and sensors lose detail.
  private static final int FINEST = 3;

  /// Attenuation per octave. Photos lose more at the limit of the lens; this value gives at least 2
  /// bits per pixel at the quality of cameras.
  private static final double FADING = 0.97;

  private static final double LUMA = 22;
  private static final double CHROMA = 14;
  private static final int CHROMA_OCTAVES = 5;
  private static final int THINGS = 14;
  private static final int GRAIN = 7;
  private static final float MIDDLE = 128;

  private final int width;
  private final List<Octave> luma;
  private final List<Octave> blue;
  private final List<Octave> red;
  private final List<Ellipse> ellipses = new ArrayList<>();
  private final SplittableRandom grain;
  private int next;

  SyntheticScene(long seed, int width, int height) {
    this.width = width;
    SplittableRandom random = new SplittableRandom(seed);
    int largest = Math.max(width, height);
    luma = octaves(random, largest, LUMA, Integer.MAX_VALUE);
    blue = octaves(random, largest, CHROMA, CHROMA_OCTAVES);
    red = octaves(random, largest, CHROMA, CHROMA_OCTAVES);
    for (int i = 0; i < THINGS; i++) {
      ellipses.add(Ellipse.of(random, width, height));
    }
    grain = random.split();
  }

  /// Generates the next row as Y, Cb and Cr, each centred on 128.
  void nextRow(float[] y, float[] cb, float[] cr) {
    fill(y, luma);
    fill(cb, blue);
    fill(cr, red);
    for (Ellipse thing : ellipses) {
      thing.draw(next, width, y, cb, cr);
    }
    for (int x = 0; x < width; x++) {
      y[x] = Math.clamp(y[x] + grain.nextInt(-GRAIN, GRAIN + 1), 0, 255);
    }
    next++;
  }

  private void fill(float[] row, List<Octave> octaves) {
    Arrays.fill(row, 0, width, MIDDLE);
    for (Octave octave : octaves) {
      octave.add(next, row, width);
    }
  }

  private List<Octave> octaves(SplittableRandom random, int largest, double strength, int most) {
    List<Octave> octaves = new ArrayList<>();
    double amplitude = strength;
    for (int cell = largest; cell >= FINEST && octaves.size() < most; cell /= 2) {
      octaves.add(new Octave(random.nextLong(), cell, (float) amplitude, width));
      amplitude *= FADING;
    }
    return octaves;
  }

  /// Noise of one octave: random values at the corners of square cells, interpolated between them.
  private static final class Octave {
    private final long seed;
    private final int cell;
    private final float amplitude;
    private final float[] upper;
    private final float[] lower;
    private int row = -1;

    Octave(long seed, int cell, float amplitude, int width) {
      this.seed = seed;
      this.cell = cell;
      this.amplitude = amplitude;
      int corners = width / cell + 2;
      upper = new float[corners];
      lower = new float[corners];
    }

    void add(int y, float[] out, int width) {
      if (y / cell != row) {
        row = y / cell;
        corners(row, upper);
        corners(row + 1, lower);
      }
      float part = (float) (y % cell) / cell;
      float share = part * part * (3 - 2 * part);
      for (int c = 0; c * cell < width; c++) {
        float left = upper[c] + share * (lower[c] - upper[c]);
        float right = upper[c + 1] + share * (lower[c + 1] - upper[c + 1]);
        float step = (right - left) / cell;
        int end = Math.min(width, (c + 1) * cell);
        for (int x = c * cell; x < end; x++) {
          out[x] += left + step * (x - c * cell);
        }
      }
    }

    private void corners(int of, float[] values) {
      // Differs from the stride of the generator, which would give shifted copies of one sequence.
      SplittableRandom random = new SplittableRandom(seed + of * 0xD1B54A32D192ED03L);
      for (int i = 0; i < values.length; i++) {
        values[i] = amplitude * (float) (2 * random.nextDouble() - 1);
      }
    }
  }

  /// An ellipse of another brightness and colour than its background.
  private record Ellipse(
      double x, double y, double across, double down, float light, float blue, float red) {
    static Ellipse of(SplittableRandom random, int width, int height) {
      double size = 0.03 + 0.2 * random.nextDouble();
      return new Ellipse(
          random.nextDouble(width),
          random.nextDouble(height),
          size * height * (0.5 + random.nextDouble()),
          size * height,
          random.nextInt(-70, 71),
          random.nextInt(-30, 31),
          random.nextInt(-30, 31));
    }

    void draw(int row, int width, float[] luma, float[] cb, float[] cr) {
      double up = (row - y) / down;
      if (up * up >= 1) {
        return;
      }
      double half = across * Math.sqrt(1 - up * up);
      int end = (int) Math.min(width, x + half);
      for (int i = (int) Math.max(0, x - half); i < end; i++) {
        luma[i] += light;
        cb[i] += blue;
        cr[i] += red;
      }
    }
  }
}
