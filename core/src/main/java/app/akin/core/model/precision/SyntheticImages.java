package app.akin.core.model.precision;

import app.akin.core.photo.Raster;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Generates synthetic images for checks, identical on every machine. Each image has a two-colour
/// gradient, random shapes and noise, which vary as much as possible.
final class SyntheticImages {
  private static final int SIDE = 256;

  private SyntheticImages() {}

  /// Returns the first `count` images, in order.
  static List<Raster> first(int count) {
    return IntStream.range(0, count).mapToObj(SyntheticImages::image).toList();
  }

  private static Raster image(int number) {
    SplittableRandom random = new SplittableRandom(number);
    byte[] rgb = new byte[3 * SIDE * SIDE];
    gradient(rgb, random);
    int shapes = random.nextInt(1, 12);
    for (int i = 0; i < shapes; i++) {
      shape(rgb, random);
    }
    noise(rgb, random, random.nextInt(1, 40));
    return new Raster(SIDE, SIDE, rgb);
  }

  private static int[] color(SplittableRandom random) {
    return random.ints(3, 0, 256).toArray();
  }

  private static void gradient(byte[] rgb, SplittableRandom random) {
    int[] from = color(random);
    int[] to = color(random);
    double angle = random.nextDouble(2 * Math.PI);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double along = Math.cos(angle) * x / SIDE + Math.sin(angle) * y / SIDE;
        double part = Math.clamp(along / 2 + 0.5, 0, 1);
        for (int c = 0; c < 3; c++) {
          rgb[3 * (y * SIDE + x) + c] = (byte) Math.round(from[c] + part * (to[c] - from[c]));
        }
      }
    }
  }

  /// Draws an ellipse, a box or stripes.
  private static void shape(byte[] rgb, SplittableRandom random) {
    int[] color = color(random);
    int kind = random.nextInt(3);
    double cx = random.nextDouble(SIDE);
    double cy = random.nextDouble(SIDE);
    double rx = random.nextDouble(8, SIDE / 2.0);
    double ry = random.nextDouble(8, SIDE / 2.0);
    int period = random.nextInt(4, 32);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double dx = Math.abs(x - cx) / rx;
        double dy = Math.abs(y - cy) / ry;
        boolean inside =
            switch (kind) {
              case 0 -> dx * dx + dy * dy < 1;
              case 1 -> dx < 1 && dy < 1;
              default -> dx < 1 && dy < 1 && (x + y) / period % 2 == 0;
            };
        for (int c = 0; inside && c < 3; c++) {
          rgb[3 * (y * SIDE + x) + c] = (byte) color[c];
        }
      }
    }
  }

  private static void noise(byte[] rgb, SplittableRandom random, int strength) {
    for (int i = 0; i < rgb.length; i++) {
      int value = (rgb[i] & 0xff) + random.nextInt(-strength, strength + 1);
      rgb[i] = (byte) Math.clamp(value, 0, 255);
    }
  }
}
