package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.photo.ImageSignature;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.util.List;
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

  /// A pixel counts for each cell by the part of it that lies in the cell.
  @Test
  void cellsOfOtherSizesAreMeansOfPartsOfPixels() {
    for (int[] size : new int[][] {{100, 70}, {33, 31}, {20, 500}}) {
      BufferedImage image = ImageKit.picture(4, size[0], size[1]);
      byte[] luma = signature(image).luma();
      for (int cell = 0; cell < luma.length; cell++) {
        double left = cell % 32 * size[0] / 32.0;
        double top = cell / 32 * size[1] / 32.0;
        double sum = 0;
        double area = 0;
        for (int y = (int) top; y < Math.min(size[1], top + size[1] / 32.0); y++) {
          for (int x = (int) left; x < Math.min(size[0], left + size[0] / 32.0); x++) {
            double part =
                (Math.min(x + 1, left + size[0] / 32.0) - Math.max(x, left))
                    * (Math.min(y + 1, top + size[1] / 32.0) - Math.max(y, top));
            int pixel = image.getRGB(x, y);
            sum +=
                part
                    * (0.299 * (pixel >> 16 & 255)
                        + 0.587 * (pixel >> 8 & 255)
                        + 0.114 * (pixel & 255));
            area += part;
          }
        }
        assertThat((double) (luma[cell] & 255)).isBetween(sum / area - 0.52, sum / area + 0.52);
      }
    }
  }

  @Test
  void aBlurredImageIsLessSharp() {
    BufferedImage image = ImageKit.picture(5, 512, 384);
    BufferedImage blurred = scaled(scaled(image, 128, 96), 512, 384);

    assertThat(signature(blurred).sharpness()).isLessThan(signature(image).sharpness() / 4);
  }

  private static BufferedImage onGround(BufferedImage image, Color ground, int margin) {
    BufferedImage target =
        new BufferedImage(
            image.getWidth() + 2 * margin,
            image.getHeight() + 2 * margin,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = target.createGraphics();
    graphics.setColor(ground);
    graphics.fillRect(0, 0, target.getWidth(), target.getHeight());
    graphics.drawImage(image, margin, margin, null);
    graphics.dispose();
    return target;
  }

  @Test
  void aFrameDoesNotCount() {
    BufferedImage image = ImageKit.picture(6, 400, 300);
    ImageSignature signature = signature(image);

    assertThat(signature.aspect()).isEqualTo(400.0 / 300);
    for (int margin : new int[] {1, 5, 20}) {
      for (Color color : List.of(Color.WHITE, Color.BLACK)) {
        ImageSignature framed = signature(onGround(image, color, margin));
        // A line is cut off at each side.
        assertThat(framed.aspect()).isEqualTo(398.0 / 298);
        assertThat(Long.bitCount(framed.hash() ^ signature.hash())).isLessThanOrEqualTo(2);
      }
    }
  }

  /// Neither wide margins, as of a page, nor a ground around a subject are a frame.
  @Test
  void aGroundIsNoFrame() {
    BufferedImage image = ImageKit.picture(7, 400, 300);
    assertThat(signature(onGround(image, Color.WHITE, 60)).aspect()).isEqualTo(520.0 / 420);

    BufferedImage subject = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = subject.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 400, 300);
    graphics.setColor(Color.BLUE);
    graphics.fillOval(20, 15, 360, 270);
    graphics.dispose();
    assertThat(signature(subject).aspect()).isEqualTo(400.0 / 300);
    assertThat(signature(subject).luma()[0] & 255).isEqualTo(255);
  }

  @Test
  void damagedThumbnailsHaveNone() {
    assertThat(decoder.signature(new byte[] {1, 2, 3})).isEmpty();
  }
}
