package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.kit.ImageKit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Minimal encoders, written from the specifications, for image variants that the JDK cannot write.
final class TestImageEncoders {
  private TestImageEncoders() {}

  /// Returns 16-bit samples as little- or big-endian bytes.
  static byte[] sixteenBit(int[] samples, ByteOrder order) {
    byte[] bytes = new byte[2 * samples.length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    for (int sample : samples) {
      buffer.putShort((short) sample);
    }
    return bytes;
  }

  /// Packs samples of 1, 2 or 4 bits; every row starts at a byte boundary.
  static byte[] packBits(int[] samples, int width, int bits) {
    int height = samples.length / width;
    int stride = (width * bits + 7) / 8;
    byte[] bytes = new byte[stride * height];
    for (int i = 0; i < samples.length; i++) {
      int bit = i % width * bits;
      bytes[i / width * stride + bit / 8] |= (byte) (samples[i] << (8 - bits - bit % 8));
    }
    return bytes;
  }

  /// Returns an RGB PNG with the seven passes of Adam7.
  static byte[] interlacedPng(byte[] rgb, int width, int height) {
    int[][] passes = {
      {0, 0, 8, 8},
      {4, 0, 8, 8},
      {0, 4, 4, 8},
      {2, 0, 4, 4},
      {0, 2, 2, 4},
      {1, 0, 2, 2},
      {0, 1, 1, 2}
    };
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (int[] pass : passes) {
      for (int y = pass[1]; y < height && pass[0] < width; y += pass[3]) {
        rows.write(0);
        for (int x = pass[0]; x < width; x += pass[2]) {
          rows.write(rgb, 3 * (y * width + x), 3);
        }
      }
    }
    byte[] all = rows.toByteArray();
    // ImageKit inserts a filter byte before every row: with a single row, it inserts only the
    // first.
    byte[] one = new byte[all.length - 1];
    System.arraycopy(all, 1, one, 0, one.length);
    byte[] file = ImageKit.png(1, 1, 8, 2, one);
    ByteBuffer header = ByteBuffer.wrap(new byte[13]);
    header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 1});
    byte[] chunk = ImageKit.chunk("IHDR", header.array());
    System.arraycopy(chunk, 0, file, 8, chunk.length);
    return file;
  }

  /// Returns a GIF with a frame at a position on its screen. Codes never exceed nine bits.
  ///
  /// @param position left and top of the frame
  /// @param transparent the transparent index, -1 for none
  static byte[] gif(
      int[] screen, int[] position, byte[] palette, byte[] indices, int width, int transparent) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("GIF89a".getBytes(ISO_8859_1));
    file.writeBytes(littleEndian(2, screen[0], screen[1]));
    file.writeBytes(new byte[] {(byte) 0xF7, 0, 0});
    byte[] colors = new byte[768];
    System.arraycopy(palette, 0, colors, 0, palette.length);
    file.writeBytes(colors);
    if (transparent >= 0) {
      file.writeBytes(new byte[] {'!', (byte) 0xF9, 4, 1, 0, 0, (byte) transparent, 0});
    }
    file.write(',');
    file.writeBytes(littleEndian(2, position[0], position[1], width, indices.length / width));
    file.write(0);
    file.write(8);
    Bits bits = new Bits();
    for (int i = 0; i < indices.length; i++) {
      if (i % 200 == 0) {
        bits.put(256, 9); // clears the table before codes would grow
      }
      bits.put(indices[i] & 255, 9);
    }
    bits.put(257, 9);
    byte[] data = bits.bytes();
    for (int i = 0; i < data.length; i += 255) {
      int length = Math.min(255, data.length - i);
      file.write(length);
      file.write(data, i, length);
    }
    file.write(0);
    file.write(';');
    return file.toByteArray();
  }

  /// Returns a BMP with a 40-byte header and the given masks or palette.
  static byte[] bmp(int width, int height, int bits, int compression, byte[] extra, byte[] data) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int offset = 54 + extra.length;
    file.writeBytes("BM".getBytes(ISO_8859_1));
    file.writeBytes(littleEndian(4, offset + data.length, 0, offset, 40, width, height));
    file.writeBytes(littleEndian(2, 1, bits));
    int colors = bits <= 8 ? extra.length / 4 : 0;
    file.writeBytes(littleEndian(4, compression, data.length, 0, 0, colors, 0));
    file.writeBytes(extra);
    file.writeBytes(data);
    return file.toByteArray();
  }

  /// Returns an uncompressed TIFF with one strip.
  ///
  /// @param tags additional tags with one 16-bit value each
  static byte[] tiff(
      int width,
      int height,
      int bits,
      int photometric,
      int samples,
      byte[] data,
      ByteOrder order,
      Map<Integer, Integer> tags) {
    TreeMap<Integer, int[]> entries = new TreeMap<>();
    int[] depths = new int[samples];
    Arrays.fill(depths, bits);
    entries.put(256, new int[] {width});
    entries.put(257, new int[] {height});
    entries.put(258, depths);
    entries.put(259, new int[] {1});
    entries.put(262, new int[] {photometric});
    entries.put(273, new int[] {8});
    entries.put(277, new int[] {samples});
    entries.put(278, new int[] {height});
    tags.forEach((tag, value) -> entries.put(tag, new int[] {value}));
    int directoryOffset = 8 + data.length + data.length % 2;
    int extra = directoryOffset + 2 + 12 * (entries.size() + 1) + 4;
    byte[] file = new byte[extra + 2 * samples];
    ByteBuffer buffer = ByteBuffer.wrap(file).order(order);
    buffer.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(ISO_8859_1));
    buffer.putShort((short) 42).putInt(directoryOffset).put(data).position(directoryOffset);
    buffer.putShort((short) (entries.size() + 1));
    for (var entry : entries.entrySet()) {
      int[] values = entry.getValue();
      buffer.putShort(entry.getKey().shortValue()).putShort((short) 3).putInt(values.length);
      if (values.length <= 2) {
        for (int value : values) {
          buffer.putShort((short) value);
        }
        buffer.position(buffer.position() + 4 - 2 * values.length);
      } else {
        buffer.putInt(extra);
        for (int i = 0; i < values.length; i++) {
          buffer.putShort(extra + 2 * i, (short) values[i]);
        }
      }
      if (entry.getKey() == 278) {
        buffer.putShort((short) 279).putShort((short) 4).putInt(1).putInt(data.length);
      }
    }
    return file;
  }

  /// Returns a lossless WebP. All channels must be 16 or 240, alpha 255 or 0: their codes have one
  /// bit (RFC 9649, section 3.7.2.1.1).
  ///
  /// @param pixels `0xAARRGGBB`
  /// @param exif an EXIF block, empty for none
  static byte[] webp(int[] pixels, int width, boolean alpha, byte[] exif) {
    Bits bits = new Bits();
    bits.put(0x2F, 8);
    bits.put(width - 1, 14);
    bits.put(pixels.length / width - 1, 14);
    bits.put(alpha ? 1 : 0, 1);
    bits.put(0, 3 + 1 + 1 + 1); // version, no transform, no cache, no meta codes
    for (int channel = 0; channel < 3; channel++) {
      twoSymbols(bits, 16, 240);
    }
    twoSymbols(bits, 0, 255);
    bits.put(0b0001, 4); // distances: one symbol of one bit, never used
    for (int pixel : pixels) {
      for (int shift : new int[] {8, 16, 0}) {
        bits.put((pixel >> shift & 255) == 240 ? 1 : 0, 1);
      }
      bits.put(pixel >>> 24 == 255 ? 1 : 0, 1);
    }
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.writeBytes("WEBP".getBytes(ISO_8859_1));
    if (exif.length > 0) {
      byte[] extended = new byte[10];
      extended[0] = (byte) (8 | (alpha ? 16 : 0));
      System.arraycopy(littleEndian(3, width - 1, pixels.length / width - 1), 0, extended, 4, 6);
      chunks.writeBytes(riff("VP8X", extended));
    }
    chunks.writeBytes(riff("VP8L", bits.bytes()));
    if (exif.length > 0) {
      chunks.writeBytes(riff("EXIF", exif));
    }
    return riff("RIFF", chunks.toByteArray());
  }

  private static void twoSymbols(Bits bits, int first, int second) {
    bits.put(0b111, 3); // simple, two symbols, the first of eight bits
    bits.put(first, 8);
    bits.put(second, 8);
  }

  private static byte[] riff(String name, byte[] data) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(name.getBytes(ISO_8859_1));
    chunk.writeBytes(littleEndian(4, data.length));
    chunk.writeBytes(data);
    if (data.length % 2 == 1) {
      chunk.write(0);
    }
    return chunk.toByteArray();
  }

  /// Returns numbers of the given size as little-endian bytes.
  static byte[] littleEndian(int size, int... numbers) {
    byte[] bytes = new byte[size * numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (numbers[i / size] >> (8 * (i % size)));
    }
    return bytes;
  }

  /// Collects bits, the least significant first.
  private static final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long buffer;
    private int count;

    void put(int value, int bits) {
      buffer |= (value & 0xFFFFFFFFL) << count;
      count += bits;
      while (count >= 8) {
        bytes.write((int) buffer);
        buffer >>>= 8;
        count -= 8;
      }
    }

    byte[] bytes() {
      put(0, (8 - count) % 8);
      return bytes.toByteArray();
    }
  }
}
