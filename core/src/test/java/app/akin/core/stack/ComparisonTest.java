package app.akin.core.stack;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.decode.PhotoDecoder;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Comparisons of synthetic images with their versions.
class ComparisonTest {
  private static final int WIDTH = 512;
  private static final int HEIGHT = 384;

  private final PhotoDecoder decoder = new PhotoDecoder(100_000_000, WIDTH, BuildCache.NATIVES);

  private Comparison compare(BufferedImage one, BufferedImage other) {
    return Objects.requireNonNull(Comparison.of(picture(one), picture(other)));
  }

  private Picture picture(BufferedImage image) {
    return new Picture(decoder.signature(ImageKit.png(image)).orElseThrow());
  }

  /// Returns an image of many colors, about as saturated as those of a photo.
  private static BufferedImage colors(int seed) {
    BufferedImage image = ImageKit.picture(seed, WIDTH, HEIGHT);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < 12; i++) {
      graphics.setColor(Color.getHSBColor(0.618f * (seed + i), 0.5f, 0.9f));
      graphics.fillOval(61 * i % 470, 97 * i % 340, 60, 50);
    }
    graphics.dispose();
    return image;
  }

  private static BufferedImage bottle(Color color) {
    BufferedImage image = ImageKit.picture(5, WIDTH, HEIGHT);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRoundRect(200, 100, 100, 220, 40, 40);
    graphics.dispose();
    return image;
  }

  @Test
  void theColorsOfACropAreThoseOfTheImage() {
    for (int seed = 0; seed < 10; seed++) {
      BufferedImage image = colors(seed);
      BufferedImage crop = new BufferedImage(460, 345, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = crop.createGraphics();
      graphics.drawImage(image, -5 * seed, -3 * seed, null);
      graphics.dispose();

      Comparison comparison = compare(image, crop);

      assertThat(comparison.correlation()).isGreaterThan(0.965);
      assertThat(comparison.color()).as("%s", comparison).isLessThan(4.5);
      assertThat(comparison.overlap()).isBetween(0.7, 0.9);
    }
  }

  @Test
  void aFrameDoesNotCount() {
    for (Color color : new Color[] {Color.WHITE, Color.BLACK, Color.RED}) {
      for (int width : new int[] {6, 20, 36}) {
        BufferedImage image = colors(3);
        BufferedImage framed =
            new BufferedImage(WIDTH + 2 * width, HEIGHT + 2 * width, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = framed.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, framed.getWidth(), framed.getHeight());
        graphics.drawImage(image, width, width, null);
        graphics.dispose();

        Comparison comparison = compare(image, framed);

        assertThat(comparison.correlation()).isGreaterThan(0.985);
        assertThat(comparison.detail()).as("%s", comparison).isGreaterThan(0.9);
        assertThat(comparison.distortion()).isLessThan(0.02);
      }
    }
  }

  @Test
  void aProductInAnotherColorDiffersInOnePlace() {
    BufferedImage image = bottle(new Color(120, 40, 40));

    assertThat(compare(image, bottle(new Color(120, 40, 40))).worstColor()).isLessThan(1);
    assertThat(compare(image, bottle(new Color(40, 90, 40))).worstColor()).isGreaterThan(15);
  }
}
