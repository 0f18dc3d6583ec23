package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ImageKit;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests which pictures are judged to be black and white.
class MonochromeTest {
  private static final int WIDTH = 600;
  private static final int HEIGHT = 400;

  private static void assertJudged(BufferedImage picture, boolean monochrome) {
    DecodeResult.Decoded decoded = TestDecoder.of(ImageKit.jpeg(picture, 0.85f));
    assertThat(decoded.monochrome()).isEqualTo(monochrome);
    assertThat(TestDecoder.DECODER.isMonochrome(decoded.thumbnail()))
        .as("by the stored thumbnail")
        .contains(monochrome);
    assertThat(TestDecoder.of(ImageKit.png(picture)).monochrome())
        .as("without JPEG")
        .isEqualTo(monochrome);
  }

  private static BufferedImage edited(BufferedImage picture, IntUnaryOperator edit) {
    BufferedImage copy =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < copy.getHeight(); y++) {
      for (int x = 0; x < copy.getWidth(); x++) {
        copy.setRGB(x, y, edit.applyAsInt(picture.getRGB(x, y)));
      }
    }
    return copy;
  }

  private static BufferedImage toned(long seed, double red, double green, double blue) {
    return edited(
        ImageKit.picture(seed, WIDTH, HEIGHT),
        rgb -> {
          double luma = luma(rgb);
          return rgb(red * luma, green * luma, blue * luma);
        });
  }

  private static double luma(int rgb) {
    return 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
  }

  private static int rgb(double red, double green, double blue) {
    return byteOf(red) << 16 | byteOf(green) << 8 | byteOf(blue);
  }

  private static int byteOf(double value) {
    return Math.clamp(Math.round(value), 0, 255);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void photosInColorAreNot(long seed) {
    assertJudged(ImageKit.picture(seed, WIDTH, HEIGHT), false);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void greyPhotosAre(long seed) {
    assertJudged(toned(seed, 1, 1, 1), true);
  }

  @Test
  void noiseIsNoColor() {
    Random random = new Random(7);
    assertJudged(
        edited(
            toned(2, 1, 1, 1),
            rgb ->
                rgb(
                    (rgb & 255) + random.nextGaussian(0, 10),
                    (rgb & 255) + random.nextGaussian(0, 10),
                    (rgb & 255) + random.nextGaussian(0, 10))),
        true);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void sepiaPhotosAre(long seed) {
    assertJudged(toned(seed, 1.05, 0.95, 0.72), true);
  }

  @Test
  void aBlueToneIsNot() {
    assertJudged(toned(3, 0.7, 0.95, 1.2), false);
  }

  @Test
  void aSmallColoredObjectMakesAPhotoColored() {
    BufferedImage picture = toned(4, 1, 1, 1);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(new Color(200, 40, 40));
    graphics.fillOval(300, 200, 30, 30);
    graphics.dispose();
    assertJudged(picture, false);
  }

  /// Fog: grey, with a little green below and a little blue above.
  @Test
  void aMostlyGreyPhotoInColorIsNot() {
    BufferedImage picture = toned(5, 1, 1, 1);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int grey = picture.getRGB(x, y) & 255;
        double share = (double) y / HEIGHT;
        picture.setRGB(x, y, rgb(grey, grey + 12 * share, grey + 14 * (1 - share)));
      }
    }
    assertJudged(picture, false);
  }

  /// A warm scene whose colors do not depend on the brightness alone.
  @Test
  void aWarmSceneInColorIsNot() {
    BufferedImage picture = toned(6, 1.05, 0.95, 0.72);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(new Color(170, 110, 70));
    graphics.fillRect(100, 100, 80, 60);
    graphics.dispose();
    assertJudged(picture, false);
  }

  @Test
  void anEvenWarmSurfaceIsNot() {
    assertJudged(
        edited(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), _ -> rgb(120, 90, 60)),
        false);
  }

  @Test
  void tinyPicturesAreJudged() {
    BufferedImage grey = edited(new BufferedImage(1, 1, 1), _ -> rgb(80, 80, 80));
    assertThat(TestDecoder.of(ImageKit.png(grey)).monochrome()).isTrue();
    BufferedImage red = edited(new BufferedImage(3, 500, 1), _ -> rgb(200, 20, 20));
    assertThat(TestDecoder.of(ImageKit.png(red)).monochrome()).isFalse();
  }

  @Test
  void aBrokenThumbnailIsNotJudged() {
    assertThat(TestDecoder.DECODER.isMonochrome(new byte[] {1, 2, 3})).isEmpty();
  }
}
