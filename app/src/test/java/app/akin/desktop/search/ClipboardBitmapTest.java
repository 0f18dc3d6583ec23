package app.akin.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.search.Crop;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests pasted pixels with the JDK's reader, and crop boxes with the bounds of the image.
class ClipboardBitmapTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 5", "3, 2", "4, 4", "7, 9"})
  void jdkReadsTheFile(int width, int height) throws Exception {
    Random random = new Random(11);
    int[] pixels = random.ints((long) width * height).map(pixel -> pixel | 0xFF << 24).toArray();

    BufferedImage read =
        ImageIO.read(new ByteArrayInputStream(ClipboardBitmap.of(width, height, pixels)));

    assertThat(read.getRGB(0, 0, width, height, null, 0, width)).isEqualTo(pixels);
  }

  @Test
  void transparentPixelsAreWhite() throws Exception {
    int[] pixels = {0x00FF0000, 0x80000000};
    BufferedImage read = ImageIO.read(new ByteArrayInputStream(ClipboardBitmap.of(2, 1, pixels)));

    assertThat(read.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
    assertThat(read.getRGB(1, 0) & 255).isBetween(126, 128);
  }

  /// Boxes always stay inside the image; the validation of [app.akin.core.search.Crop] is the
  /// oracle.
  @Test
  void boxesStayInTheImage() {
    Random random = new Random(12);
    Crop box = Crop.WHOLE;
    for (int i = 0; i < 10_000; i++) {
      double x = random.nextDouble(-2, 3);
      double y = random.nextDouble(-2, 3);
      box =
          switch (random.nextInt(3)) {
            case 0 ->
                CropGeometry.between(x, y, random.nextDouble(-2, 3), random.nextDouble(-2, 3));
            case 1 -> CropGeometry.moved(box, x, y);
            default -> CropGeometry.resized(box, x, y);
          };
      assertThat(box.width()).isGreaterThanOrEqualTo(CropGeometry.LEAST - 1e-9);
      assertThat(box.height()).isGreaterThanOrEqualTo(CropGeometry.LEAST - 1e-9);
    }
  }

  @Test
  void boxHasTheDrawnBounds() {
    Crop box = CropGeometry.between(0.75, 0.5, 0.25, 0.25);

    assertThat(box).isEqualTo(new Crop(0.25, 0.25, 0.5, 0.25));
    assertThat(CropGeometry.moved(box, 0.9, -0.1)).isEqualTo(new Crop(0.5, 0.15, 0.5, 0.25));
  }
}
