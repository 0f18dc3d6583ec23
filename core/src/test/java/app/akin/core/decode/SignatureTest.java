package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.photo.ImageSignature;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/// Signatures of synthetic images.
class SignatureTest {
  private final PhotoDecoder decoder = new PhotoDecoder(100_000_000, 512, BuildCache.NATIVES);

  private ImageSignature signature(BufferedImage image) {
    return decoder.signature(ImageKit.png(image)).orElseThrow();
  }

  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    BufferedImage target = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = target.createGraphics();
    graphics.drawImage(
        image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    return target;
  }

  @Test
  void theHashOfASmallerImageDiffersInFewBitsAndOfAnotherImageInMany() {
    for (int seed = 0; seed < 20; seed++) {
      BufferedImage image = ImageKit.picture(seed, 512, 384);
      long hash = signature(image).hash();

      assertThat(Long.bitCount(hash ^ signature(scaled(image, 256, 192)).hash())).isLessThan(5);
      assertThat(Long.bitCount(hash ^ signature(ImageKit.picture(seed + 100, 512, 384)).hash()))
          .isGreaterThan(10);
    }
  }

  /// Independent of the fast path: the mean of each cell of a size that divides the image.
  @Test
  void cellsAreMeans() {
    BufferedImage image = ImageKit.picture(3, 128, 64);
    byte[] luma = signature(image).luma();
    for (int cell = 0; cell < luma.length; cell++) {
      double sum = 0;
      for (int i = 0; i < 8; i++) {
        int pixel = image.getRGB(4 * (cell % 32) + i % 4, 2 * (cell / 32) + i / 4);
        sum += 0.299 * (pixel >> 16 & 255) + 0.587 * (pixel >> 8 & 255) + 0.114 * (pixel & 255);
      }
      assertThat((double) (luma[cell] & 255)).isBetween(sum / 8 - 0.51, sum / 8 + 0.51);
    }
  }

  @Test
  void aBlurredImageIsLessSharp() {
    BufferedImage image = ImageKit.picture(5, 512, 384);
    BufferedImage blurred = scaled(scaled(image, 128, 96), 512, 384);

    assertThat(signature(blurred).sharpness()).isLessThan(signature(image).sharpness() / 4);
  }

  @Test
  void damagedThumbnailsHaveNone() {
    assertThat(decoder.signature(new byte[] {1, 2, 3})).isEmpty();
  }
}
