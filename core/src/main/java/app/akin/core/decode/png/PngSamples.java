package app.akin.core.decode.png;

import app.akin.core.decode.image.DecodedImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Collects the packed rows of a PNG as 8-bit samples: smaller samples are scaled to the full
/// range, 16-bit samples are reduced to their high byte, as in Pillow. Not thread-safe.
final class PngSamples {
  private static final byte[] NONE = {};

  private final PngHeader header;

  /// The pixels: 3 bytes each for colors, 1 for indices.
  private final byte[] pixels;

  private final byte[] alpha;

  /// The packed bytes of the transparent color, empty for none.
  private final byte[] transparentColor;

  private PngSamples(PngHeader header, int channels, boolean hasAlpha, byte[] key) {
    this.header = header;
    int count = Math.multiplyExact(header.width(), header.height());
    this.pixels = new byte[Math.multiplyExact(channels, count)];
    this.alpha = hasAlpha ? new byte[count] : NONE;
    this.transparentColor = key;
  }

  /// Creates a collector of palette indices.
  static PngSamples indices(PngHeader header) {
    return new PngSamples(header, 1, false, NONE);
  }

  /// Creates a collector of colors.
  ///
  /// @param transparency the transparency chunk, which defines one color
  static PngSamples colors(PngHeader header, byte @Nullable [] transparency) {
    boolean hasAlphaChannel =
        header.type() == PngHeader.GREY_ALPHA || header.type() == PngHeader.RGB_ALPHA;
    byte[] key = NONE;
    if (!hasAlphaChannel && transparency != null && transparency.length == 2 * header.channels()) {
      key = header.bits() == 16 ? transparency : lowBytes(transparency);
    }
    return new PngSamples(header, 3, hasAlphaChannel || key.length > 0, key);
  }

  private static byte[] lowBytes(byte[] pairs) {
    byte[] low = new byte[pairs.length / 2];
    for (int i = 0; i < low.length; i++) {
      low[i] = pairs[2 * i + 1];
    }
    return low;
  }

  /// Adds a row: a filter byte, then packed pixels.
  ///
  /// @param columns number of pixels in the row
  /// @param y target row
  /// @param firstColumn target column of the first pixel
  /// @param step distance of the pixels in columns
  void addRow(byte[] row, int columns, int y, int firstColumn, int step) {
    int target = y * header.width() + firstColumn;
    if (header.type() == PngHeader.RGB
        && header.bits() == 8
        && step == 1
        && transparentColor.length == 0) {
      System.arraycopy(row, 1, pixels, 3 * target, 3 * columns);
      return;
    }
    if (header.bits() < 8) {
      addSmallSamples(row, columns, target, step);
      return;
    }
    int sample = header.bits() / 8;
    int channels = header.channels();
    boolean isColor = channels >= 3;
    for (int i = 0; i < columns; i++) {
      int from = 1 + i * sample * channels;
      if (header.type() == PngHeader.INDEXED) {
        pixels[target] = row[from];
      } else {
        pixels[3 * target] = row[from];
        pixels[3 * target + 1] = row[isColor ? from + sample : from];
        pixels[3 * target + 2] = row[isColor ? from + 2 * sample : from];
        if (transparentColor.length > 0) {
          alpha[target] = opacity(row, from);
        } else if (alpha.length > 0) {
          alpha[target] = row[from + (channels - 1) * sample];
        }
      }
      target += step;
    }
  }

  private byte opacity(byte[] row, int from) {
    return (byte)
        (Arrays.equals(
                row,
                from,
                from + transparentColor.length,
                transparentColor,
                0,
                transparentColor.length)
            ? 0
            : 255);
  }

  /// Adds samples of less than a byte: grey or indices, one channel.
  private void addSmallSamples(byte[] row, int columns, int first, int step) {
    int bits = header.bits();
    int mask = (1 << bits) - 1;
    int scale = 255 / mask;
    for (int i = 0; i < columns; i++) {
      int bit = i * bits;
      int sample = (row[1 + bit / 8] >> (8 - bits - bit % 8)) & mask;
      int target = first + i * step;
      if (header.type() == PngHeader.INDEXED) {
        pixels[target] = (byte) sample;
      } else {
        Arrays.fill(pixels, 3 * target, 3 * target + 3, (byte) (sample * scale));
        if (transparentColor.length > 0) {
          alpha[target] = (byte) (sample == transparentColor[0] ? 0 : 255);
        }
      }
    }
  }

  /// Returns the collected indices; the caller takes ownership.
  byte[] indices() {
    return pixels;
  }

  /// Returns the collected image, which takes ownership of the arrays.
  DecodedImage toImage(byte @Nullable [] profile) {
    boolean grey = header.channels() < 3;
    return new DecodedImage(
        header.width(),
        header.height(),
        pixels,
        grey,
        alpha.length == 0 ? null : alpha,
        null,
        profile);
  }
}
