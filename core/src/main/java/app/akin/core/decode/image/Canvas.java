package app.akin.core.decode.image;

import org.jspecify.annotations.Nullable;

/// The canvas of an animation or of a layered image: colors with alpha, initially transparent
/// black. Not thread-safe.
public final class Canvas {
  /// Number of frames that are searched for the first one with content.
  public static final int MAX_FRAMES = 100;

  /// Largest difference of the samples of a blank image.
  private static final int NOISE = 8;

  private final int width;
  private final int height;
  private final byte[] rgb;
  private final byte[] alpha;

  /// A rectangle of the canvas; parts outside the canvas are ignored.
  public record Area(int left, int top, int width, int height) {}

  /// Creates a transparent canvas.
  public Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    this.rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    this.alpha = new byte[width * height];
  }

  /// Fills the canvas with a color.
  public void fill(byte red, byte green, byte blue, byte opacity) {
    for (int i = 0; i < alpha.length; i++) {
      rgb[3 * i] = red;
      rgb[3 * i + 1] = green;
      rgb[3 * i + 2] = blue;
      alpha[i] = opacity;
    }
  }

  /// Returns pixels of 4 bytes.
  ///
  /// @param alpha one byte per pixel; null if all pixels are opaque
  public static byte[] rgba(byte[] rgb, byte @Nullable [] alpha) {
    byte[] rgba = new byte[rgb.length / 3 * 4];
    for (int i = 0; i < rgba.length / 4; i++) {
      System.arraycopy(rgb, 3 * i, rgba, 4 * i, 3);
      rgba[4 * i + 3] = alpha == null ? (byte) 255 : alpha[i];
    }
    return rgba;
  }

  /// Draws an image.
  ///
  /// @param rgba 4 bytes per pixel, rows from top to bottom
  /// @param blends whether the image is blended by its alpha; otherwise it replaces the area
  public void draw(byte[] rgba, Area area, boolean blends) {
    for (int y = Math.max(0, -area.top()); y < Math.min(area.height(), height - area.top()); y++) {
      int right = Math.min(area.width(), width - area.left());
      for (int x = Math.max(0, -area.left()); x < right; x++) {
        int from = 4 * (y * area.width() + x);
        int to = (area.top() + y) * width + area.left() + x;
        int opacity = rgba[from + 3] & 255;
        if (!blends || opacity == 255) {
          rgb[3 * to] = rgba[from];
          rgb[3 * to + 1] = rgba[from + 1];
          rgb[3 * to + 2] = rgba[from + 2];
          alpha[to] = (byte) opacity;
        } else if (opacity > 0) {
          blend(rgba, from, to, opacity);
        }
      }
    }
  }

  private void blend(byte[] rgba, int from, int to, int opacity) {
    int below = (alpha[to] & 255) * (255 - opacity) / 255;
    int sum = opacity + below;
    for (int c = 0; c < 3; c++) {
      int mixed = (rgba[from + c] & 255) * opacity + (rgb[3 * to + c] & 255) * below;
      rgb[3 * to + c] = (byte) ((mixed + sum / 2) / sum);
    }
    alpha[to] = (byte) sum;
  }

  /// Makes an area transparent black.
  public void clear(Area area) {
    draw(new byte[4 * area.width() * area.height()], area, false);
  }

  /// Returns whether every pixel looks the same: all are transparent, or all have one color.
  public boolean isBlank() {
    return isBlank(rgb, alpha);
  }

  /// Returns whether every pixel of an image looks the same, apart from the noise of compression.
  ///
  /// @param alpha one byte per pixel; null if all pixels are opaque
  public static boolean isBlank(byte[] rgb, byte @Nullable [] alpha) {
    if (alpha != null && !isUniform(alpha, 0, 1)) {
      return false;
    }
    boolean invisible = alpha != null && (alpha[0] & 255) <= NOISE;
    return invisible || (isUniform(rgb, 0, 3) && isUniform(rgb, 1, 3) && isUniform(rgb, 2, 3));
  }

  private static boolean isUniform(byte[] samples, int first, int step) {
    int low = 255;
    int high = 0;
    for (int i = first; i < samples.length; i += step) {
      int sample = samples[i] & 255;
      low = Math.min(low, sample);
      high = Math.max(high, sample);
      if (high - low > NOISE) {
        return false;
      }
    }
    return true;
  }

  /// Returns the image, which takes ownership of the pixels.
  public DecodedImage toImage(byte @Nullable [] profile) {
    boolean opaque = true;
    for (int i = 0; i < alpha.length && opaque; i++) {
      opaque = alpha[i] == (byte) 255;
    }
    return new DecodedImage(width, height, rgb, false, opaque ? null : alpha, null, profile);
  }
}
