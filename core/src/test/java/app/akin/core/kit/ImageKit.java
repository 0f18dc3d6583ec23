package app.akin.core.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Creates image files from a seed: clearly different photos in various formats, with metadata, and
/// broken in various ways. Thread-safe.
public final class ImageKit {
  private static final float QUALITY = 0.9f;
  private static final int BOMB_SIDE = 30_000;

  private ImageKit() {}

  /// Returns a synthetic image (`TYPE_INT_RGB`); see [#scene]. Different seeds give clearly
  /// different images.
  public static BufferedImage picture(long seed, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(Scene.paint(seed, width, height), 0, pixels, 0, pixels.length);
    return image;
  }

  /// Returns the pixels of [#picture] as interleaved RGB, top row first.
  public static byte[] scene(long seed, int width, int height) {
    return rgb(Scene.paint(seed, width, height));
  }

  /// Returns an image with a quarter of the brightness and a blue cast, which "make it night"
  /// should find.
  public static BufferedImage darkened(BufferedImage picture) {
    BufferedImage dark =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < dark.getHeight(); y++) {
      for (int x = 0; x < dark.getWidth(); x++) {
        int pixel = picture.getRGB(x, y);
        int red = (pixel >> 16 & 255) / 4;
        int green = (pixel >> 8 & 255) / 4;
        int blue = (pixel & 255) / 3 + 10;
        dark.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return dark;
  }

  /// Returns a synthetic image as a JPEG file of good quality.
  public static byte[] photo(long seed, int width, int height) {
    return jpeg(picture(seed, width, height), QUALITY);
  }

  /// Returns a JPEG file (4:2:0, baseline) with a quality from 0 to 1.
  public static byte[] jpeg(BufferedImage picture, float quality) {
    return write("jpeg", picture, quality, false);
  }

  /// Returns a progressive JPEG file.
  public static byte[] progressiveJpeg(BufferedImage picture, float quality) {
    return write("jpeg", picture, quality, true);
  }

  /// Returns a PNG file.
  public static byte[] png(BufferedImage picture) {
    return write("png", picture, -1, false);
  }

  /// Returns a GIF file of one frame, reduced to 256 colours.
  public static byte[] gif(BufferedImage picture) {
    return write("gif", picture, -1, false);
  }

  /// Returns a BMP file.
  public static byte[] bmp(BufferedImage picture) {
    return write("bmp", picture, -1, false);
  }

  /// Returns an uncompressed TIFF file of one page.
  public static byte[] tiff(BufferedImage picture) {
    return write("tiff", picture, -1, false);
  }

  /// Returns the JPEG with an EXIF block added before any existing one.
  public static byte[] withExif(byte[] jpeg, ExifBlock exif) {
    byte[] block = exif.bytes();
    byte[] payload = Arrays.copyOf("Exif\0\0".getBytes(ISO_8859_1), 6 + block.length);
    System.arraycopy(block, 0, payload, 6, block.length);
    return withSegment(jpeg, 0xE1, payload);
  }

  /// Returns the JPEG with a rating of 0 to 5 stars (XMP in APP1).
  public static byte[] withRating(byte[] jpeg, int stars) {
    String packet =
        """
        http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/">\
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
        <rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="%d"/>\
        </rdf:RDF></x:xmpmeta>\
        """
            .formatted(stars);
    return withSegment(jpeg, 0xE1, packet.getBytes(UTF_8));
  }

  /// Returns the JPEG with a comment.
  public static byte[] withComment(byte[] jpeg, String comment) {
    return withSegment(jpeg, 0xFE, comment.getBytes(UTF_8));
  }

  /// Returns the JPEG with a colour profile of at most 64 KB.
  public static byte[] withProfile(byte[] jpeg, byte[] profile) {
    byte[] payload = Arrays.copyOf("ICC_PROFILE\0\1\1".getBytes(ISO_8859_1), 14 + profile.length);
    System.arraycopy(profile, 0, payload, 14, profile.length);
    return withSegment(jpeg, 0xE2, payload);
  }

  /// Returns the JPEG with another segment after its start marker.
  ///
  /// @param marker second byte of the marker, such as `0xE1`
  /// @param payload content of the segment, at most 65533 bytes
  public static byte[] withSegment(byte[] jpeg, int marker, byte[] payload) {
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + payload.length + 4);
    file.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker);
    file.putShort((short) (payload.length + 2)).put(payload);
    return file.put(jpeg, 2, jpeg.length - 2).array();
  }

  /// Returns the PNG with another chunk after its header.
  public static byte[] withChunk(byte[] png, String type, byte[] data) {
    int header = 8 + 25;
    byte[] chunk = chunk(type, data);
    ByteBuffer file = ByteBuffer.allocate(png.length + chunk.length);
    return file.put(png, 0, header).put(chunk).put(png, header, png.length - header).array();
  }

  /// Returns a PNG chunk: length, type, data, checksum.
  public static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(data.length + 12);
    chunk.putInt(data.length).put(type.getBytes(ISO_8859_1)).put(data);
    CRC32 sum = new CRC32();
    sum.update(chunk.array(), 4, data.length + 4);
    return chunk.putInt((int) sum.getValue()).array();
  }

  /// Returns a PNG file built from its parts, for variants that no writer supports.
  ///
  /// @param bits bits per sample: 1, 2, 4, 8 or 16
  /// @param type the PNG colour type: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
  /// @param rows packed rows without filter bytes
  /// @param extra chunks before the pixels, such as a palette
  public static byte[] png(
      int width, int height, int bits, int type, byte[] rows, byte[]... extra) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(pngHeader(width, height, bits, type));
    for (byte[] chunk : extra) {
      file.writeBytes(chunk);
    }
    int stride = rows.length / height;
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      for (int y = 0; y < height; y++) {
        deflater.write(0);
        deflater.write(rows, y * stride, stride);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    file.writeBytes(chunk("IDAT", packed.toByteArray()));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  /// Returns a valid PNG file of 30,000 by 30,000 pixels in some hundred kilobytes.
  public static byte[] bomb() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(pngHeader(BOMB_SIDE, BOMB_SIDE, 1, 0));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] row = new byte[1 + BOMB_SIDE / 8];
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(packed, deflater)) {
      for (int y = 0; y < BOMB_SIDE; y++) {
        stream.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    file.writeBytes(chunk("IDAT", packed.toByteArray()));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  /// Returns the first bytes of a file.
  ///
  /// @param share fraction to keep, 0 to 1
  public static byte[] truncated(byte[] file, double share) {
    return Arrays.copyOf(file, (int) (file.length * share));
  }

  /// Returns interleaved RGB of `0xRRGGBB` pixels.
  public static byte[] rgb(int[] pixels) {
    byte[] rgb = new byte[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      rgb[3 * i] = (byte) (pixels[i] >> 16);
      rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      rgb[3 * i + 2] = (byte) pixels[i];
    }
    return rgb;
  }

  private static byte[] pngHeader(int width, int height, int bits, int type) {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) bits).put((byte) type);
    byte[] chunk = chunk("IHDR", header.array());
    return ByteBuffer.allocate(8 + chunk.length).putLong(0x89504E470D0A1A0AL).put(chunk).array();
  }

  private static byte[] write(
      String format, BufferedImage picture, float quality, boolean progressive) {
    ImageWriter writer = writer(format, picture);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (quality >= 0) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality);
      }
      if (progressive) {
        settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(picture, null, null), settings);
      stream.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }

  /// Returns the JDK's writer, regardless of others on the class path.
  private static ImageWriter writer(String format, BufferedImage picture) {
    var providers =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, false);
    ImageTypeSpecifier type = ImageTypeSpecifier.createFromRenderedImage(picture);
    while (providers.hasNext()) {
      ImageWriterSpi provider = providers.next();
      boolean jdk = "java.desktop".equals(provider.getClass().getModule().getName());
      if (jdk
          && Arrays.asList(provider.getFormatNames()).contains(format)
          && provider.canEncodeImage(type)) {
        try {
          return provider.createWriterInstance();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalArgumentException("The JDK writes no " + format + " of " + type);
  }
}
