package app.akin.core.decode;

import app.akin.core.decode.codec.LeptonicaLoader;
import app.akin.core.decode.image.DecodedImage;
import app.akin.core.decode.image.Orientation;
import app.akin.core.photo.Raster;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/// Creates thumbnails: upright JPEG files with colors converted to sRGB by their profile, CMYK
/// converted to RGB. All steps except averaging run on the small image. Thread-safe.
final class Thumbnails {
  /// At 512 pixels, 200 web photos average 29 KB each; quality 80 averaged 37 KB, more than the
  /// size limit of the thumbnail database allows, without a visible difference at that size.
  private static final int QUALITY = 70;

  private final int side;
  private final LeptonicaLoader turbo;
  private final ImageWriterSpi jdk;

  /// @param side maximum pixels of the longer side
  /// @param turbo encodes if available
  /// @param jdk encodes otherwise
  Thumbnails(int side, LeptonicaLoader turbo, ImageWriterSpi jdk) {
    this.side = side;
    this.turbo = turbo;
    this.jdk = jdk;
  }

  /// Returns the pixels of the thumbnail of an image, never enlarged.
  ///
  /// @param orientation the EXIF orientation, 1 to 8
  Raster pixels(DecodedImage image, int orientation) {
    return render(image, orientation, side);
  }

  /// Returns a thumbnail as a JPEG file.
  byte[] encode(Raster pixels) {
    return encode(pixels, QUALITY);
  }

  /// Returns pixels as a JPEG file.
  ///
  /// @param quality 1 to 100
  byte[] encode(Raster pixels, int quality) {
    byte[] rgb = pixels.rgb();
    return turbo
        .codec()
        .map(codec -> codec.encode(rgb, pixels.width(), pixels.height(), quality))
        .orElseGet(() -> encodeWithJdk(rgb, pixels.width(), pixels.height(), quality));
  }

  /// Renders an image for display, upright and in sRGB, never enlarged.
  ///
  /// @param orientation the EXIF orientation, 1 to 8
  /// @param longSide maximum pixels of the longer side
  static Raster render(DecodedImage image, int orientation, int longSide) {
    double scale = Math.min(1.0, (double) longSide / Math.max(image.width(), image.height()));
    int width = Math.max(1, (int) Math.round(image.width() * scale));
    int height = Math.max(1, (int) Math.round(image.height() * scale));
    byte[] rgb = toSrgb(image, width, height);
    byte[] upright = Orientation.upright(rgb, width, height, orientation);
    return Orientation.swaps(orientation)
        ? new Raster(height, width, upright)
        : new Raster(width, height, upright);
  }

  private static byte[] toSrgb(DecodedImage image, int width, int height) {
    byte @Nullable [] profile = image.profile();
    byte @Nullable [] cmyk = image.cmyk();
    if (cmyk != null && profile != null) {
      byte @Nullable [] converted =
          ColorProfile.toSrgb(downscale(cmyk, 4, image, width, height), width, height, profile);
      if (converted != null) {
        return converted;
      }
    }
    byte[] rgb = downscale(image.rgb(), 3, image, width, height);
    if (cmyk != null || profile == null) {
      return rgb;
    }
    byte @Nullable [] converted =
        ColorProfile.toSrgb(image.grey() ? firstChannel(rgb) : rgb, width, height, profile);
    return converted == null ? rgb : converted;
  }

  private static byte[] downscale(
      byte[] samples, int channels, DecodedImage image, int width, int height) {
    return AreaDownscaler.downscale(
        samples, channels, image.width(), image.height(), width, height);
  }

  private static byte[] firstChannel(byte[] rgb) {
    byte[] grey = new byte[rgb.length / 3];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = rgb[3 * i];
    }
    return grey;
  }

  private byte[] encodeWithJdk(byte[] rgb, int width, int height, int quality) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 << 10);
    ImageWriter writer = writer();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      JPEGImageWriteParam settings = new JPEGImageWriteParam(null);
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(quality / 100f);
      settings.setOptimizeHuffmanTables(true);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image(rgb, width, height), null, null), settings);
      stream.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail", e);
    } finally {
      writer.dispose();
    }
  }

  private ImageWriter writer() {
    try {
      return jdk.createWriterInstance();
    } catch (IOException e) {
      throw new UncheckedIOException("Creating the JDK's JPEG writer cannot fail", e);
    }
  }

  private static BufferedImage image(byte[] rgb, int width, int height) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(
        model,
        java.awt.image.Raster.createInterleavedRaster(
            new DataBufferByte(rgb, rgb.length),
            width,
            height,
            3 * width,
            3,
            new int[] {0, 1, 2},
            null),
        false,
        null);
  }
}
