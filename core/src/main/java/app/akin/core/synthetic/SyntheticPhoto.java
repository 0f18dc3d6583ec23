package app.akin.core.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A synthetic photo of any size, encoded by the JDK as baseline JPEG or as progressive JPEG with
/// ten scans (4:2:0, quality 90, optimal Huffman codes). Equal seed and size give equal bytes on
/// every version of the JDK. Uses 3 bytes per pixel. Thread-safe.
public final class SyntheticPhoto {
  private static final float QUALITY = 0.9f;

  /// The number of steps of a quantization table.
  private static final int STEPS = 64;

  /// Number of bytes between a quantization table's marker and its first step.
  private static final int STEPS_AT = 5;

  private static final int BANDS = 3;
  private static final int MIDDLE = 128;
  private static final int WHITE = 255;

  private final BufferedImage image;

  /// Creates a photo; takes about a second for a large one.
  ///
  /// @param seed the seed
  public SyntheticPhoto(long seed, int width, int height) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    paint(new SyntheticScene(seed, width, height));
  }

  /// Returns the photo as a JPEG file.
  ///
  /// @param progressive whether to write a progressive JPEG
  public byte[] jpeg(boolean progressive) {
    ImageWriter writer = writer();
    JPEGImageWriteParam settings = (JPEGImageWriteParam) writer.getDefaultWriteParam();
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(QUALITY);
    settings.setOptimizeHuffmanTables(true);
    settings.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(image.getWidth() * image.getHeight());
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /// Returns a variant of a file at the cost of a copy: it looks the same except for the highest
  /// frequencies and takes the same time to decode, but has another content key.
  ///
  /// @param jpeg a file from [#jpeg]
  /// @param number number of the variant, 0 to 200; 0 is the original
  public static byte[] variant(byte[] jpeg, int number) {
    byte[] other = jpeg.clone();
    int table = 0;
    while (jpeg[table] != (byte) 0xFF || jpeg[table + 1] != (byte) 0xDB) {
      table++;
    }
    other[table + STEPS_AT + STEPS - 1] += (byte) number;
    return other;
  }

  /// Returns the JDK's writer, whatever plug-ins are installed.
  private static ImageWriter writer() {
    Stream<ImageWriter> writers =
        StreamSupport.stream(
            ((Iterable<ImageWriter>) () -> ImageIO.getImageWritersByFormatName("jpeg"))
                .spliterator(),
            false);
    return writers
        .filter(writer -> writer.getClass().getModule().equals(ImageIO.class.getModule()))
        .findFirst()
        .orElseThrow();
  }

  private void paint(SyntheticScene scene) {
    int width = image.getWidth();
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    float[] luma = new float[width];
    float[] blue = new float[width];
    float[] red = new float[width];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      scene.nextRow(luma, blue, red);
      for (int x = 0; x < width; x++) {
        // The inverse of JFIF's conversion of RGB to luma and chroma.
        float cb = blue[x] - MIDDLE;
        float cr = red[x] - MIDDLE;
        pixels[at] = level(luma[x] + 1.772f * cb);
        pixels[at + 1] = level(luma[x] - 0.344_136f * cb - 0.714_136f * cr);
        pixels[at + 2] = level(luma[x] + 1.402f * cr);
        at += BANDS;
      }
    }
  }

  private static byte level(float value) {
    return (byte) Math.clamp(Math.round(value), 0, WHITE);
  }
}
