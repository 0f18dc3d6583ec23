package app.akin.core.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Collects the packed rows of a PNG as 8-bit samples: small ones are stretched to the full range,
/// of 16 bits the high byte is taken, as Pillow does. Used by one thread.
final class PngSamples {
  private static final byte[] NONE = {};

  private final PngHeader header;

  /// What the pixels are kept in: 3 bytes each for colours, 1 for indices.
  private final byte[] pixels;

  private final byte[] alpha;

  /// The packed bytes of the one transparent colour, empty for none.
  private final byte[] key;

  private PngSamples(PngHeader header, int channels, boolean hasAlpha, byte[] key) {
    this.header = header;
    int count = Math.multiplyExact(header.width(), header.height());
    this.pixels = new byte[Math.multiplyExact(channels, count)];
    this.alpha = hasAlpha ? new byte[count] : NONE;
    this.key = key;
  }

  /// Collects indices into a palette.
  static PngSamples indices(PngHeader header) {
    return new PngSamples(header, 1, false, NONE);
  }

  /// Collects colours.
  ///
  /// @param transparency the transparency chunk, which names one colour
  static PngSamples colors(PngHeader header, byte @Nullable [] transparency) {
    boolean own = header.type() == PngHeader.GREY_ALPHA || header.type() == PngHeader.RGB_ALPHA;
    byte[] key = NONE;
    if (!own && transparency != null && transparency.length == 2 * header.channels()) {
      key = header.bits() == 16 ? transparency : lowBytes(transparency);
    }
    return new PngSamples(header, 3, own || key.length > 0, key);
  }

  private static byte[] lowBytes(byte[] pairs) {
    byte[] low = new byte[pairs.length / 2];
    for (int i = 0; i < low.length; i++) {
      low[i] = pairs[2 * i + 1];
    }
    return low;
  }

  /// Takes a row: a filter byte, then packed pixels.
  ///
  /// @param columns how many pixels it holds
  /// @param y where they go
  /// @param firstColumn where the first goes
  /// @param step from one to the next
  void row(byte[] row, int columns, int y, int firstColumn, int step) {
    int target = y * header.width() + firstColumn;
    if (header.type() == PngHeader.RGB && header.bits() == 8 && step == 1 && key.length == 0) {
      System.arraycopy(row, 1, pixels, 3 * target, 3 * columns);
      return;
    }
    if (header.bits() < 8) {
      small(row, columns, target, step);
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
        if (key.length > 0) {
          alpha[target] = opacity(row, from);
        } else if (alpha.length > 0) {
          alpha[target] = row[from + (channels - 1) * sample];
        }
      }
      target += step;
    }
  }

  private byte opacity(byte[] row, int from) {
    return (byte) (Arrays.equals(row, from, from + key.length, key, 0, key.length) ? 0 : 255);
  }

  /// Samples of less than a byte: grey or indices, one channel.
  private void small(byte[] row, int columns, int first, int step) {
    int bits = header.bits();
    int mask = (1 << bits) - 1;
    int stretch = 255 / mask;
    for (int i = 0; i < columns; i++) {
      int bit = i * bits;
      int sample = (row[1 + bit / 8] >> (8 - bits - bit % 8)) & mask;
      int target = first + i * step;
      if (header.type() == PngHeader.INDEXED) {
        pixels[target] = (byte) sample;
      } else {
        Arrays.fill(pixels, 3 * target, 3 * target + 3, (byte) (sample * stretch));
        if (key.length > 0) {
          alpha[target] = (byte) (sample == key[0] ? 0 : 255);
        }
      }
    }
  }

  /// The indices collected; handed over.
  byte[] indices() {
    return pixels;
  }

  /// The picture collected; its arrays are handed over.
  Picture picture(byte @Nullable [] profile) {
    boolean grey = header.channels() < 3;
    return new Picture(
        header.width(),
        header.height(),
        pixels,
        grey,
        alpha.length == 0 ? null : alpha,
        null,
        profile);
  }
}
