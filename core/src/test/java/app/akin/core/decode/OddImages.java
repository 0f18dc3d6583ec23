package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import app.akin.core.kit.ImageKit;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Small encoders for what no writer of the JDK writes, each straight from its specification.
final class OddImages {
  private OddImages() {}

  /// Little- or big-endian bytes of 16-bit samples.
  static byte[] sixteen(int[] samples, ByteOrder order) {
    byte[] bytes = new byte[2 * samples.length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    for (int sample : samples) {
      buffer.putShort((short) sample);
    }
    return bytes;
  }

  /// Samples of 1, 2 or 4 bits, every row from a whole byte.
  static byte[] packed(int[] samples, int width, int bits) {
    int height = samples.length / width;
    int stride = (width * bits + 7) / 8;
    byte[] bytes = new byte[stride * height];
    for (int i = 0; i < samples.length; i++) {
      int bit = i % width * bits;
      bytes[i / width * stride + bit / 8] |= (byte) (samples[i] << (8 - bits - bit % 8));
    }
    return bytes;
  }

  /// An RGB PNG in the seven passes of Adam7.
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
    // The kit puts a filter byte before every row: with one row they are all ours but the first.
    byte[] one = new byte[all.length - 1];
    System.arraycopy(all, 1, one, 0, one.length);
    byte[] file = ImageKit.png(1, 1, 8, 2, one);
    ByteBuffer header = ByteBuffer.wrap(new byte[13]);
    header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 1});
    byte[] chunk = ImageKit.chunk("IHDR", header.array());
    System.arraycopy(chunk, 0, file, 8, chunk.length);
    return file;
  }

  /// A GIF whose frame lies somewhere on its screen, its codes never longer than nine bits.
  ///
  /// @param place left and top of the frame
  /// @param transparent the transparent index, -1 for none
  static byte[] gif(
      int[] screen, int[] place, byte[] palette, byte[] indices, int width, int transparent) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("GIF89a".getBytes(ISO_8859_1));
    file.writeBytes(little(2, screen[0], screen[1]));
    file.writeBytes(new byte[] {(byte) 0xF7, 0, 0});
    byte[] colors = new byte[768];
    System.arraycopy(palette, 0, colors, 0, palette.length);
    file.writeBytes(colors);
    if (transparent >= 0) {
      file.writeBytes(new byte[] {'!', (byte) 0xF9, 4, 1, 0, 0, (byte) transparent, 0});
    }
    file.write(',');
    file.writeBytes(little(2, place[0], place[1], width, indices.length / width));
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

  /// A BMP with a 40-byte header, masks or palette as they are given.
  static byte[] bmp(int width, int height, int bits, int compression, byte[] extra, byte[] data) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int offset = 54 + extra.length;
    file.writeBytes("BM".getBytes(ISO_8859_1));
    file.writeBytes(little(4, offset + data.length, 0, offset, 40, width, height));
    file.writeBytes(little(2, 1, bits));
    int colors = bits <= 8 ? extra.length / 4 : 0;
    file.writeBytes(little(4, compression, data.length, 0, 0, colors, 0));
    file.writeBytes(extra);
    file.writeBytes(data);
    return file.toByteArray();
  }

  /// An uncompressed TIFF of one strip.
  ///
  /// @param tags further tags of one 16-bit number each
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
    int directory = 8 + data.length + data.length % 2;
    int extra = directory + 2 + 12 * (entries.size() + 1) + 4;
    byte[] file = new byte[extra + 2 * samples];
    ByteBuffer out = ByteBuffer.wrap(file).order(order);
    out.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(ISO_8859_1));
    out.putShort((short) 42).putInt(directory).put(data).position(directory);
    out.putShort((short) (entries.size() + 1));
    for (var entry : entries.entrySet()) {
      int[] values = entry.getValue();
      out.putShort(entry.getKey().shortValue()).putShort((short) 3).putInt(values.length);
      if (values.length <= 2) {
        for (int value : values) {
          out.putShort((short) value);
        }
        out.position(out.position() + 4 - 2 * values.length);
      } else {
        out.putInt(extra);
        for (int i = 0; i < values.length; i++) {
          out.putShort(extra + 2 * i, (short) values[i]);
        }
      }
      if (entry.getKey() == 278) {
        out.putShort((short) 279).putShort((short) 4).putInt(1).putInt(data.length);
      }
    }
    return file;
  }

  /// A lossless WebP of pixels whose channels are all either 16 or 240, alpha 255 or 0: such codes
  /// have one bit (RFC 9649, section 3.7.2.1.1).
  ///
  /// @param pixels `0xAARRGGBB`
  /// @param exif a block to go with it, empty for none
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
      System.arraycopy(little(3, width - 1, pixels.length / width - 1), 0, extended, 4, 6);
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
    chunk.writeBytes(little(4, data.length));
    chunk.writeBytes(data);
    if (data.length % 2 == 1) {
      chunk.write(0);
    }
    return chunk.toByteArray();
  }

  /// Numbers of so many bytes, the lowest first.
  static byte[] little(int size, int... numbers) {
    byte[] bytes = new byte[size * numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (numbers[i / size] >> (8 * (i % size)));
    }
    return bytes;
  }

  /// Collects bits, the lowest first.
  private static final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long held;
    private int count;

    void put(int value, int bits) {
      held |= (value & 0xFFFFFFFFL) << count;
      count += bits;
      while (count >= 8) {
        bytes.write((int) held);
        held >>>= 8;
        count -= 8;
      }
    }

    byte[] bytes() {
      put(0, (8 - count) % 8);
      return bytes.toByteArray();
    }
  }
}
