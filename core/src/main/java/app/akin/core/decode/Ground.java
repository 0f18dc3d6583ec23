package app.akin.core.decode;

import app.akin.core.decode.image.DecodedImage;
import org.jspecify.annotations.Nullable;

/// Blends transparent images on a uniform ground on which they can be seen: white, unless much of
/// the image is as bright as white.
final class Ground {
  private static final int WHITE = 255;
  private static final int DARK = 40;
  private static final int GREY = 128;

  /// A color that differs less than this from the ground cannot be seen.
  private static final int MIN_CONTRAST = 64;

  private Ground() {}

  /// Returns the image without transparency. Its colors are changed in place.
  static DecodedImage blend(DecodedImage image) {
    byte @Nullable [] alpha = image.alpha();
    if (alpha == null) {
      return image;
    }
    byte[] rgb = image.rgb();
    int ground = choose(rgb, alpha);
    for (int i = 0; i < alpha.length; i++) {
      int opacity = alpha[i] & 255;
      if (opacity < 255) {
        for (int at = 3 * i; at < 3 * i + 3; at++) {
          rgb[at] = (byte) (((rgb[at] & 255) * opacity + ground * (255 - opacity) + 127) / 255);
        }
      }
    }
    return new DecodedImage(
        image.width(), image.height(), rgb, image.grey(), null, image.cmyk(), image.profile());
  }

  /// Returns the brightness of the ground for an image.
  private static int choose(byte[] rgb, byte[] alpha) {
    long[] weights = new long[256];
    long total = 0;
    for (int i = 0; i < alpha.length; i++) {
      int opacity = alpha[i] & 255;
      int luma =
          (299 * (rgb[3 * i] & 255) + 587 * (rgb[3 * i + 1] & 255) + 114 * (rgb[3 * i + 2] & 255))
              / 1000;
      weights[luma] += opacity;
      total += opacity;
    }
    if (invisible(weights, WHITE) <= total / 4) {
      return WHITE;
    }
    int best = WHITE;
    for (int ground : new int[] {DARK, GREY}) {
      best = invisible(weights, ground) < invisible(weights, best) ? ground : best;
    }
    return best;
  }

  private static long invisible(long[] weights, int ground) {
    long sum = 0;
    for (int luma = 0; luma < weights.length; luma++) {
      sum += Math.abs(luma - ground) < MIN_CONTRAST ? weights[luma] : 0;
    }
    return sum;
  }
}
