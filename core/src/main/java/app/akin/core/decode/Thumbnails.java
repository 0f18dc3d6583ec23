package app.akin.core.decode;

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

/// Makes the small picture a person sees: colours of a profile become sRGB, what is transparent
/// lies on white, inks become light, upright, as a JPEG file. Everything but the averaging happens
/// on the small picture. Thread-safe.
final class Thumbnails {
  /// With 512 pixels a side, 200 web photos take 29 KB each on average; 80 took 37 KB, more than
  /// the thumbnails' database may hold, for a difference nobody sees at that size.
  private static final int QUALITY = 70;

  private final int side;
  private final FastJpeg fast;
  private final ImageWriterSpi slow;

  /// @param side the most pixels of the longer side
  /// @param fast writes the files, where it is there
  /// @param slow writes them where it is not
  Thumbnails(int side, FastJpeg fast, ImageWriterSpi slow) {
    this.side = side;
    this.fast = fast;
    this.slow = slow;
  }

  /// The thumbnail of a picture, never larger than it.
  ///
  /// @param orientation how the picture lies, 1 to 8
  byte[] make(Picture picture, int orientation) {
    Raster seen = seen(picture, orientation, side);
    return encode(seen.rgb(), seen.width(), seen.height());
  }

  /// The picture as a person sees it, upright and in sRGB, never larger than it is.
  ///
  /// @param orientation how the picture lies, 1 to 8
  /// @param longSide the most pixels of the longer side
  static Raster seen(Picture picture, int orientation, int longSide) {
    double scale = Math.min(1.0, (double) longSide / Math.max(picture.width(), picture.height()));
    int width = Math.max(1, (int) Math.round(picture.width() * scale));
    int height = Math.max(1, (int) Math.round(picture.height() * scale));
    byte[] rgb = colors(picture, width, height);
    byte[] upright = Orientation.upright(rgb, width, height, orientation);
    return Orientation.swaps(orientation)
        ? new Raster(height, width, upright)
        : new Raster(width, height, upright);
  }

  private static byte[] colors(Picture picture, int width, int height) {
    byte @Nullable [] profile = picture.profile();
    byte @Nullable [] inks = picture.inks();
    if (inks != null && profile != null) {
      byte @Nullable [] shown =
          ColorProfile.toSrgb(shrink(inks, 4, picture, width, height), width, height, profile);
      if (shown != null) {
        return shown;
      }
    }
    byte[] rgb = shrink(onWhite(picture), 3, picture, width, height);
    if (inks != null || profile == null) {
      return rgb;
    }
    byte @Nullable [] shown =
        ColorProfile.toSrgb(picture.grey() ? grey(rgb) : rgb, width, height, profile);
    return shown == null ? rgb : shown;
  }

  private static byte[] shrink(
      byte[] samples, int channels, Picture picture, int width, int height) {
    return Shrinking.shrink(samples, channels, picture.width(), picture.height(), width, height);
  }

  private static byte[] grey(byte[] rgb) {
    byte[] grey = new byte[rgb.length / 3];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = rgb[3 * i];
    }
    return grey;
  }

  private static byte[] onWhite(Picture picture) {
    byte @Nullable [] alpha = picture.alpha();
    if (alpha == null) {
      return picture.rgb();
    }
    byte[] shown = picture.rgb().clone();
    for (int i = 0; i < alpha.length; i++) {
      int opacity = alpha[i] & 255;
      if (opacity < 255) {
        for (int at = 3 * i; at < 3 * i + 3; at++) {
          shown[at] = (byte) (((shown[at] & 255) * opacity + 255 * (255 - opacity) + 127) / 255);
        }
      }
    }
    return shown;
  }

  private byte[] encode(byte[] rgb, int width, int height) {
    return fast.codec()
        .map(codec -> codec.encode(rgb, width, height, QUALITY))
        .orElseGet(() -> encodeSlowly(rgb, width, height));
  }

  private byte[] encodeSlowly(byte[] rgb, int width, int height) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(32 << 10);
    ImageWriter writer = writer();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      JPEGImageWriteParam settings = new JPEGImageWriteParam(null);
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(QUALITY / 100f);
      settings.setOptimizeHuffmanTables(true);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image(rgb, width, height), null, null), settings);
      stream.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("Memory takes every byte", e);
    } finally {
      writer.dispose();
    }
  }

  private ImageWriter writer() {
    try {
      return slow.createWriterInstance();
    } catch (IOException e) {
      throw new UncheckedIOException("The JDK's own JPEG writer needs no file", e);
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
