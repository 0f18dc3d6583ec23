package app.akin.desktop.tour;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// A rendered image.
///
/// @param width width in pixels
/// @param height height in pixels
/// @param pixels by row, as ARGB; shared, read only
@SuppressWarnings("ArrayRecordComponent") // Immutable after construction, and never compared.
record RenderedImage(int width, int height, int[] pixels) {
  static RenderedImage of(WritableImage image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
    return new RenderedImage(width, height, pixels);
  }

  /// Returns the number of colors; one or two if nothing was rendered.
  long colours() {
    return Arrays.stream(pixels).distinct().limit(64).count();
  }

  /// Returns the mean lightness from 0 to 1.
  double lightness() {
    return Arrays.stream(pixels)
        .mapToDouble(p -> ((p >> 16 & 0xff) + (p >> 8 & 0xff) + (p & 0xff)) / 765.0)
        .average()
        .orElse(0);
  }

  void write(Path file) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
