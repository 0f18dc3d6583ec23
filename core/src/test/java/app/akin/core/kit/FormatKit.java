package app.akin.core.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Files of formats that no Java library writes: built here if simple, otherwise committed files
/// encoded by other programs from images of [ImageKit] (`formats/README.md`).
public final class FormatKit {
  private FormatKit() {}

  /// Returns a committed file.
  public static byte[] committed(String name) {
    try (InputStream in = FormatKit.class.getResourceAsStream("/formats/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a portable anymap with 8-bit samples.
  ///
  /// @param head such as `P6 4 3 255`
  public static byte[] anymap(String head, byte[] samples) {
    return RawKit.joined((head + "\n").getBytes(ISO_8859_1), samples);
  }

  /// Returns a Photoshop file with only a merged image.
  ///
  /// @param mode 1 grey, 2 indexed, 3 RGB, 4 CMYK
  /// @param depth 8 or 16
  /// @param planes the samples of each channel, channel by channel
  /// @param packed whether rows are compressed with PackBits
  /// @param resources complete image resources
  public static byte[] photoshop(
      int mode,
      int depth,
      int width,
      int height,
      List<byte[]> planes,
      boolean packed,
      byte[] colors,
      byte[] resources) {
    ByteBuffer head = ByteBuffer.allocate(26);
    head.put("8BPS".getBytes(ISO_8859_1)).putShort((short) 1).position(12);
    head.putShort((short) planes.size()).putInt(height).putInt(width);
    head.putShort((short) depth).putShort((short) mode);
    ByteArrayOutputStream lengths = new ByteArrayOutputStream();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int row = width * depth / 8;
    for (byte[] plane : planes) {
      for (int y = 0; y < height; y++) {
        byte[] line = Arrays.copyOfRange(plane, y * row, y * row + row);
        byte[] stored = packed ? packed(line) : line;
        lengths.writeBytes(new byte[] {(byte) (stored.length >> 8), (byte) stored.length});
        data.writeBytes(stored);
      }
    }
    return RawKit.joined(
        head.array(),
        sized(colors),
        sized(resources),
        sized(new byte[0]),
        new byte[] {0, (byte) (packed ? 1 : 0)},
        packed ? lengths.toByteArray() : new byte[0],
        data.toByteArray());
  }

  /// Returns an image resource of a Photoshop file.
  public static byte[] resource(int id, byte[] data) {
    return RawKit.joined(
        "8BIM".getBytes(ISO_8859_1),
        new byte[] {(byte) (id >> 8), (byte) id, 0, 0},
        sized(data),
        new byte[data.length % 2]);
  }

  private static byte[] sized(byte[] data) {
    return ByteBuffer.allocate(4 + data.length).putInt(data.length).put(data).array();
  }

  /// Compresses with PackBits, using runs if possible.
  private static byte[] packed(byte[] line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (at < line.length) {
      int run = 1;
      while (at + run < line.length && run < 128 && line[at + run] == line[at]) {
        run++;
      }
      if (run > 1) {
        out.write(1 - run);
        out.write(line[at]);
        at += run;
      } else {
        out.write(0);
        out.write(line[at++]);
      }
    }
    return out.toByteArray();
  }

  /// Returns an icon of several images: PNG files, or bitmaps without a file header.
  ///
  /// @param sides side of each image in pixels
  /// @param bits bits per pixel of each image
  public static byte[] icon(int[] sides, int[] bits, List<byte[]> pictures) {
    ByteBuffer head = ByteBuffer.allocate(6 + 16 * sides.length).order(ByteOrder.LITTLE_ENDIAN);
    head.putShort((short) 0).putShort((short) 1).putShort((short) sides.length);
    int at = head.capacity();
    for (int i = 0; i < sides.length; i++) {
      head.put((byte) sides[i]).put((byte) sides[i]).putShort((short) 0);
      head.putShort((short) 1).putShort((short) bits[i]);
      head.putInt(pictures.get(i).length).putInt(at);
      at += pictures.get(i).length;
    }
    return RawKit.joined(head.array(), RawKit.joined(pictures.toArray(byte[][]::new)));
  }

  /// Returns an opaque 32-bit bitmap of an icon with an empty mask.
  public static byte[] iconBitmap(byte[] rgb, int width, int height) {
    int mask = (width + 31) / 32 * 4 * height;
    ByteBuffer out =
        ByteBuffer.allocate(40 + 4 * width * height + mask).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(40).putInt(width).putInt(2 * height).putShort((short) 1).putShort((short) 32);
    out.position(40);
    for (int y = height - 1; y >= 0; y--) {
      for (int x = 0; x < width; x++) {
        int from = 3 * (y * width + x);
        out.put(rgb[from + 2]).put(rgb[from + 1]).put(rgb[from]).put((byte) 255);
      }
    }
    return out.array();
  }

  /// Splits interleaved samples into channels.
  public static List<byte[]> planes(byte[] interleaved, int channels) {
    byte[][] planes = new byte[channels][interleaved.length / channels];
    for (int i = 0; i < interleaved.length; i++) {
      planes[i % channels][i / channels] = interleaved[i];
    }
    return List.of(planes);
  }

  /// Returns small files of every supported format by name.
  public static Map<String, byte[]> everyFormat() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    var picture = ImageKit.picture(3, 60, 40);
    byte[] rgb = ImageKit.scene(3, 60, 40);
    byte[] jpeg = ImageKit.jpeg(picture, 0.7f);
    files.put(
        "whole.jpg", ImageKit.withExif(jpeg, new ExifBlock().orientation(6).camera("A", "B")));
    files.put("progressive.jpg", ImageKit.progressiveJpeg(picture, 0.7f));
    files.put("whole.png", ImageKit.png(picture));
    files.put("whole.gif", ImageKit.gif(picture));
    files.put("whole.bmp", ImageKit.bmp(picture));
    files.put("whole.tif", ImageKit.tiff(picture));
    files.put("whole.ppm", anymap("P6 60 40 255", rgb));
    files.put("whole.psd", photoshop(3, 8, 60, 40, planes(rgb, 3), true, new byte[0], new byte[0]));
    files.put(
        "whole.ico",
        icon(
            new int[] {16, 60},
            new int[] {32, 32},
            List.of(
                ImageKit.png(ImageKit.picture(3, 16, 16)),
                iconBitmap(ImageKit.scene(3, 60, 60), 60, 60))));
    for (String name :
        List.of(
            "whole.heic",
            "ten.heic",
            "lossless.heic",
            "ten.avif",
            "grid.avif",
            "turned.avif",
            "lossless.avif",
            "lossless.jxl",
            "jpeg.jxl",
            "brotli.jxl",
            "big.tif",
            "big-msb.tif",
            "still.webp",
            "moving.webp")) {
      files.put(name, committed(name));
    }
    files.put("grid.heic", HeifKit.grid(2, 2, 128, 128));
    RawKit.all(jpeg, ImageKit.jpeg(ImageKit.picture(4, 16, 16), 0.7f), 6)
        .forEach((kind, file) -> files.put("whole." + kind, file));
    return files;
  }
}
