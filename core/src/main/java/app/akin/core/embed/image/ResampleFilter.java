package app.akin.core.embed.image;

import java.util.Arrays;
import java.util.Optional;

/// The convolution filters of Pillow, with their numbers in `preprocessor_config.json`. Source:
/// Pillow's `Resample.c`.
public enum ResampleFilter {
  /// A windowed sinc with three lobes.
  LANCZOS(1, 3) {
    @Override
    double weight(double x) {
      return -3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0;
    }
  },
  /// A triangle filter.
  BILINEAR(2, 1) {
    @Override
    double weight(double x) {
      double distance = Math.abs(x);
      return distance < 1 ? 1 - distance : 0;
    }
  },
  /// The cubic filter of Keys with a = -0.5.
  BICUBIC(3, 2) {
    @Override
    double weight(double x) {
      double a = -0.5;
      double distance = Math.abs(x);
      if (distance < 1) {
        return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
      }
      return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * a : 0;
    }
  },
  /// The box filter, an unweighted mean.
  BOX(4, 0.5) {
    @Override
    double weight(double x) {
      return -0.5 < x && x <= 0.5 ? 1 : 0;
    }
  },
  /// A sinc with a Hamming window.
  HAMMING(5, 1) {
    @Override
    double weight(double x) {
      double distance = Math.abs(x);
      return distance < 1 ? sinc(distance) * (0.54 + 0.46 * Math.cos(distance * Math.PI)) : 0;
    }
  };

  private final int number;
  private final double support;

  ResampleFilter(int number, double support) {
    this.number = number;
    this.support = support;
  }

  /// Returns the filter with a number, or empty if there is none.
  public static Optional<ResampleFilter> ofNumber(int number) {
    return Arrays.stream(values()).filter(filter -> filter.number == number).findFirst();
  }

  /// Returns the filter's radius in pixels of the coarser grid.
  double support() {
    return support;
  }

  /// Returns the unscaled weight at a signed distance from the center.
  abstract double weight(double x);

  private static double sinc(double x) {
    if (x == 0) {
      return 1;
    }
    double angle = x * Math.PI;
    return Math.sin(angle) / angle;
  }
}
