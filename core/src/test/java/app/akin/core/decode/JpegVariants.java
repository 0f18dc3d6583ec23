package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import app.akin.core.kit.ImageKit;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;

/// Encodes one scene in all supported JPEG variants with the JDK.
final class JpegVariants {
  private JpegVariants() {}

  /// Returns the files by the name of the variant.
  static Map<String, byte[]> encodeAll(long seed, int width, int height) {
    BufferedImage picture = ImageKit.picture(seed, width, height);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (boolean progressive : new boolean[] {false, true}) {
      String process = progressive ? "progressive " : "baseline ";
      for (int[] sampling : new int[][] {{1, 1}, {2, 1}, {2, 2}, {1, 2}, {4, 1}}) {
        byte[] file = withSampling(picture, sampling[0], sampling[1], progressive);
        files.put(process + sampling[0] + "x" + sampling[1], file);
      }
      files.put(process + "grey", grey(picture, progressive));
      byte[] stored = withSampling(picture, 1, 1, progressive);
      // Without the JFIF segment, the Adobe segment determines the color model.
      byte[] bare = Arrays.copyOf(stored, stored.length - 18);
      System.arraycopy(stored, 20, bare, 2, bare.length - 2);
      files.put(process + "RGB", withAdobeSegment(bare, 0));
      byte[] cmyk = cmyk(picture, progressive);
      files.put(process + "CMYK", cmyk);
      files.put(process + "Adobe's CMYK", withAdobeSegment(cmyk, 0));
      files.put(process + "YCCK", withAdobeSegment(cmyk, 2));
    }
    return files;
  }

  /// Returns a file whose chroma has one sample per the given number of columns and rows.
  static byte[] withSampling(BufferedImage picture, int columns, int rows, boolean progressive) {
    ImageWriter writer = writer();
    ImageWriteParam settings = settings(writer, progressive);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(picture), settings);
    String format = "javax_imageio_jpeg_image_1.0";
    Element root = (Element) metadata.getAsTree(format);
    Element luminance = (Element) root.getElementsByTagName("componentSpec").item(0);
    luminance.setAttribute("HsamplingFactor", Integer.toString(columns));
    luminance.setAttribute("VsamplingFactor", Integer.toString(rows));
    try {
      metadata.setFromTree(format, root);
    } catch (IIOInvalidTreeException e) {
      throw new UncheckedIOException(e);
    }
    return write(writer, new IIOImage(picture, null, metadata), settings);
  }

  /// Returns the file with an Adobe segment, which determines the color model.
  private static byte[] withAdobeSegment(byte[] file, int transform) {
    byte[] segment = Arrays.copyOf("Adobe".getBytes(US_ASCII), 12);
    segment[11] = (byte) transform;
    return ImageKit.withSegment(file, 0xEE, segment);
  }

  private static byte[] grey(BufferedImage picture, boolean progressive) {
    BufferedImage grey =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    grey.getGraphics().drawImage(picture, 0, 0, null);
    ImageWriter writer = writer();
    return write(writer, new IIOImage(grey, null, null), settings(writer, progressive));
  }

  private static byte[] cmyk(BufferedImage picture, boolean progressive) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    WritableRaster stored =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int pixel = picture.getRGB(x, y);
        stored.setPixel(
            x, y, new int[] {pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255, 255 - y % 200});
      }
    }
    ImageWriter writer = writer();
    return write(writer, new IIOImage(stored, null, null), settings(writer, progressive));
  }

  private static ImageWriteParam settings(ImageWriter writer, boolean progressive) {
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(0.9f);
    if (progressive) {
      settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    return settings;
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

  private static byte[] write(ImageWriter writer, IIOImage image, ImageWriteParam settings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(stream);
      writer.write(null, image, settings);
      stream.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
