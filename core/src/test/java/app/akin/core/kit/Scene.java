package app.akin.core.kit;

import java.util.SplittableRandom;

/// A synthetic image: sky, sun, hills, ground, shapes and noise from a seed. Different seeds differ
/// clearly in colours and layout; a seed gives the same scene at every size. Uses plain arithmetic,
/// so pixels are equal on every machine.
final class Scene {
  private final SplittableRandom random;
  private final int width;
  private final int height;
  private final int[] pixels;

  private Scene(long seed, int width, int height) {
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    this.width = width;
    this.height = height;
    this.pixels = new int[width * height];
  }

  /// Returns the pixels as `0xRRGGBB`, top row first.
  static int[] paint(long seed, int width, int height) {
    Scene scene = new Scene(seed, width, height);
    scene.sky();
    scene.sun();
    scene.hills();
    scene.hills();
    scene.ground();
    int shapes = 2 + scene.random.nextInt(4);
    for (int i = 0; i < shapes; i++) {
      scene.shape();
    }
    scene.noise(2 + scene.random.nextInt(8));
    return scene.pixels;
  }

  private void sky() {
    int top = color();
    int bottom = color();
    for (int y = 0; y < height; y++) {
      int shade = mix(top, bottom, (double) y / height);
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = shade;
      }
    }
  }

  private void sun() {
    double radius = 0.05 + 0.1 * random.nextDouble();
    disc(random.nextDouble(), 0.35 * random.nextDouble(), radius, mix(color(), 0xFFF4C0, 0.6));
  }

  private void hills() {
    double base = 0.4 + 0.25 * random.nextDouble();
    double swing = 0.05 + 0.15 * random.nextDouble();
    double waves = 2 + 7 * random.nextDouble();
    double phase = 7 * random.nextDouble();
    int shade = color();
    for (int x = 0; x < width; x++) {
      double top = base - swing * StrictMath.sin(phase + waves * x / width);
      for (int y = Math.max(0, (int) (top * height)); y < height; y++) {
        pixels[y * width + x] = shade;
      }
    }
  }

  private void ground() {
    int near = color();
    int far = color();
    double top = 0.65 + 0.2 * random.nextDouble();
    int stripes = 3 + random.nextInt(20);
    for (int y = (int) (top * height); y < height; y++) {
      double depth = (double) y / height;
      for (int x = 0; x < width; x++) {
        boolean dark = ((int) ((double) x / width * stripes / depth) & 1) == 0;
        pixels[y * width + x] = mix(far, near, dark ? depth * 0.8 : depth);
      }
    }
  }

  private void shape() {
    double x = random.nextDouble();
    double y = 0.3 + 0.6 * random.nextDouble();
    double size = 0.04 + 0.15 * random.nextDouble();
    int shade = color();
    switch (random.nextInt(3)) {
      case 0 -> disc(x, y, size, shade);
      case 1 -> box(x, y, size, shade);
      default -> tree(x, y, size, shade);
    }
  }

  private void disc(double x, double y, double radius, int shade) {
    double reach = radius * Math.min(width, height);
    int left = (int) (x * width - reach);
    int top = (int) (y * height - reach);
    for (int row = top; row <= top + 2 * reach; row++) {
      for (int column = left; column <= left + 2 * reach; column++) {
        double dx = column - x * width;
        double dy = row - y * height;
        if (dx * dx + dy * dy <= reach * reach) {
          dot(column, row, shade);
        }
      }
    }
  }

  private void box(double x, double y, double size, int shade) {
    for (int row = (int) ((y - size) * height); row < (y + size) * height; row++) {
      for (int column = (int) ((x - size / 2) * width); column < (x + size / 2) * width; column++) {
        dot(column, row, shade);
      }
    }
  }

  private void tree(double x, double y, double size, int shade) {
    int top = (int) ((y - 2 * size) * height);
    int foot = (int) (y * height);
    for (int row = top; row < foot; row++) {
      double half = size / 2 * width * (row - top) / Math.max(1, foot - top);
      for (int column = (int) (x * width - half); column < x * width + half; column++) {
        dot(column, row, shade);
      }
    }
  }

  private void noise(int strength) {
    for (int i = 0; i < pixels.length; i++) {
      int shift = random.nextInt(2 * strength + 1) - strength;
      pixels[i] =
          clamp((pixels[i] >> 16) + shift) << 16
              | clamp((pixels[i] >> 8 & 255) + shift) << 8
              | clamp((pixels[i] & 255) + shift);
    }
  }

  private void dot(int column, int row, int shade) {
    if (column >= 0 && column < width && row >= 0 && row < height) {
      pixels[row * width + column] = shade;
    }
  }

  private int color() {
    return random.nextInt(1 << 24);
  }

  private static int mix(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double start = from >> shift & 255;
      double end = to >> shift & 255;
      mixed |= clamp((int) (start + (end - start) * share)) << shift;
    }
    return mixed;
  }

  private static int clamp(int value) {
    return Math.clamp(value, 0, 255);
  }
}
