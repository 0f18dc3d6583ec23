package app.akin.core.decode;

import static app.akin.core.decode.TestDecoder.rgb;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.ImageKit;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/// Tests the pixels for the model from JPEG files: they match libjpeg, regardless of other
/// metadata.
class JpegPixelsTest {
  private static final int WIDTH = 67;
  private static final int HEIGHT = 45;
  private static final BufferedImage PICTURE = ImageKit.picture(7, WIDTH, HEIGHT);

  @Test
  void colorConversionMatchesLibjpeg() throws IOException {
    for (float quality : new float[] {0.3f, 0.9f}) {
      assertMatchesLibjpeg(ImageKit.jpeg(PICTURE, quality));
      assertMatchesLibjpeg(ImageKit.progressiveJpeg(PICTURE, quality));
    }
  }

  /// The JDK's reader converts colors inside libjpeg, Akin's outside.
  private static void assertMatchesLibjpeg(byte[] jpeg) throws IOException {
    assertThat(rgb(jpeg)).isEqualTo(readWithJdk(jpeg));
  }

  private static byte[] readWithJdk(byte[] jpeg) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    int width = image.getWidth();
    return ImageKit.rgb(image.getRGB(0, 0, width, image.getHeight(), null, 0, width));
  }

  @Test
  void greySamplesAreUnchanged() throws IOException {
    BufferedImage grey = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    int[] levels = new int[WIDTH * HEIGHT];
    Arrays.setAll(levels, i -> i * 255 / levels.length);
    grey.getRaster().setPixels(0, 0, WIDTH, HEIGHT, levels);
    byte[] jpeg = ImageKit.jpeg(grey, 0.9f);
    int[] stored =
        ImageIO.read(new ByteArrayInputStream(jpeg))
            .getRaster()
            .getPixels(0, 0, WIDTH, HEIGHT, (int[]) null);
    int[] pixels = Arrays.stream(stored).map(level -> level * 0x010101).toArray();
    assertThat(rgb(jpeg)).isEqualTo(ImageKit.rgb(pixels));
  }

  @Test
  void colorProfilesDoNotChangeTheModelPixels() {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] jpeg = ImageKit.jpeg(PICTURE, 0.9f);
    assertThat(rgb(ImageKit.withProfile(jpeg, profile))).isEqualTo(rgb(jpeg));
  }

  @Test
  void chromaOfHalfTheRowsIsInterpolated() throws IOException {
    BufferedImage gradient = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      int row = i / 64;
      gradient.setRGB(i % 64, row, (255 - 4 * row) << 16 | 128 << 8 | 4 * row);
    }
    byte[] jpeg = withHalfTheChromaRows(gradient);
    int[] pixels = gradient.getRGB(0, 0, 64, 64, null, 0, 64);
    // Duplicated rows, as the JDK returns them, deviate by up to one row's change on both sides.
    assertThat(difference(readWithJdk(jpeg), pixels)).isGreaterThan(1.2);
    assertThat(difference(rgb(jpeg), pixels)).isLessThan(1);
  }

  private static double difference(byte[] rgb, int[] pixels) {
    byte[] expected = ImageKit.rgb(pixels);
    double sum = 0;
    for (int i = 0; i < rgb.length; i++) {
      sum += Math.abs((rgb[i] & 255) - (expected[i] & 255));
    }
    return sum / rgb.length;
  }

  private static byte[] withHalfTheChromaRows(BufferedImage picture) throws IOException {
    ImageWriter writer = writer();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(1);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(picture), settings);
    String format = "javax_imageio_jpeg_image_1.0";
    Element root = (Element) metadata.getAsTree(format);
    Element luminance = (Element) root.getElementsByTagName("componentSpec").item(0);
    luminance.setAttribute("HsamplingFactor", "1");
    luminance.setAttribute("VsamplingFactor", "2");
    metadata.setFromTree(format, root);
    return write(writer, new IIOImage(picture, null, metadata), settings);
  }

  @Test
  void storedCmykIsInverted() throws IOException {
    WritableRaster stored =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        stored.setPixel(x, y, new int[] {3 * x, 255 - 3 * x, 5 * y, 255 - 2 * y});
      }
    }
    ImageWriter writer = writer();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(1);
    byte[] rgb = rgb(write(writer, new IIOImage(stored, null, null), settings));
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int light = 255 - 2 * y;
        int at = 3 * (y * WIDTH + x);
        assertThat(rgb[at] & 255).isCloseTo(3 * x * light / 255, within(6));
        assertThat(rgb[at + 1] & 255).isCloseTo((255 - 3 * x) * light / 255, within(6));
        assertThat(rgb[at + 2] & 255).isCloseTo(5 * y * light / 255, within(6));
      }
    }
  }

  /// Returns the JDK's writer.
  private static ImageWriter writer() {
    Iterable<ImageWriter> writers = () -> ImageIO.getImageWritersByFormatName("jpeg");
    for (ImageWriter writer : writers) {
      if (writer.getClass().getModule() == ImageIO.class.getModule()) {
        return writer;
      }
    }
    throw new AssertionError("no JPEG writer of the JDK");
  }

  private static byte[] write(ImageWriter writer, IIOImage image, ImageWriteParam settings)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(null, image, settings);
      stream.flush();
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
