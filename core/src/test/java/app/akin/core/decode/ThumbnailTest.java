package app.akin.core.decode;

import static app.akin.core.decode.TestDecoder.mean;
import static app.akin.core.decode.TestDecoder.thumbnail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.ImageKit;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Tests thumbnails.
class ThumbnailTest {
  private static byte[] filled(int width, int height, int... pixel) {
    byte[] rows = new byte[pixel.length * width * height];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (byte) pixel[i % pixel.length];
    }
    return rows;
  }

  @Test
  void theLongSideIsLimited() {
    BufferedImage landscape = thumbnail(ImageKit.photo(1, 1500, 1000));
    assertThat(landscape.getWidth()).isEqualTo(512);
    assertThat(landscape.getHeight()).isEqualTo(341);
    BufferedImage portrait = thumbnail(ImageKit.photo(1, 900, 1200));
    assertThat(portrait.getWidth()).isEqualTo(384);
    assertThat(portrait.getHeight()).isEqualTo(512);
    BufferedImage line = thumbnail(ImageKit.photo(1, 3000, 2));
    assertThat(line.getWidth()).isEqualTo(512);
    assertThat(line.getHeight()).isEqualTo(1);
  }

  @Test
  void smallImagesAreNotEnlarged() {
    BufferedImage small = thumbnail(ImageKit.photo(1, 40, 30));
    assertThat(small.getWidth()).isEqualTo(40);
    assertThat(small.getHeight()).isEqualTo(30);
  }

  @Test
  void downscalingKeepsTheMeanOfEveryArea() {
    byte[] file = ImageKit.png(ImageKit.picture(3, 1111, 777));
    DecodeResult.Decoded decoded = TestDecoder.of(file);
    BufferedImage small = thumbnail(file);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(mean(small, channel)).isCloseTo(mean(decoded.raster(), channel), within(1.5));
    }
    // A pixel away from the edges is the mean of the area that it covers.
    double scale = 1111.0 / 512;
    for (int x = 20; x < 500; x += 60) {
      double sum = 0;
      int count = 0;
      for (int from = (int) ((x - 4) * scale); from < (x + 5) * scale; from++) {
        for (int y = (int) (96 * scale); y < 105 * scale; y++) {
          sum += decoded.raster().rgb()[3 * (y * 1111 + from) + 1] & 255;
          count++;
        }
      }
      double shown = mean(small.getSubimage(x - 4, 96, 9, 9), 1);
      assertThat(shown).isCloseTo(sum / count, within(6.0));
    }
  }

  @Test
  void colorProfilesAreApplied() {
    BufferedImage grey = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 64 * 64; i++) {
      grey.setRGB(i % 64, i / 64, 0x404040);
    }
    byte[] jpeg = ImageKit.jpeg(grey, 1);
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    double light = 64 / 255.0;
    double shown = 255 * (1.055 * Math.pow(light, 1 / 2.4) - 0.055); // IEC 61966-2-1
    assertThat(mean(thumbnail(jpeg), 1)).isCloseTo(64, within(2.0));
    assertThat(mean(thumbnail(ImageKit.withProfile(jpeg, linear)), 1))
        .isCloseTo(shown, within(3.0));
  }

  @Test
  void unusableColorProfilesAreIgnored() {
    byte[] jpeg = ImageKit.photo(4, 100, 80);
    byte[] plain = TestDecoder.of(jpeg).thumbnail();
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
    byte[] cut = Arrays.copyOf(linear, 200);
    byte[] garbage = new byte[500];
    Arrays.fill(garbage, (byte) 'x');
    for (byte[] profile : new byte[][] {grey, cut, garbage, {1}}) {
      assertThat(TestDecoder.of(ImageKit.withProfile(jpeg, profile)).thumbnail()).isEqualTo(plain);
    }
  }

  @Test
  void transparentPixelsAreBlendedOnWhite() {
    byte[] half = ImageKit.png(32, 32, 8, 6, filled(32, 32, 200, 0, 100, 51));
    assertThat(mean(thumbnail(half), 0)).isCloseTo(244, within(3.0));
    assertThat(mean(thumbnail(half), 1)).isCloseTo(204, within(3.0));
    byte[] clear = ImageKit.png(32, 32, 8, 4, filled(32, 32, 0, 0));
    assertThat(mean(thumbnail(clear), 2)).isCloseTo(255, within(2.0));
    byte[] keyed =
        ImageKit.png(
            32,
            32,
            8,
            2,
            filled(32, 32, 1, 2, 3),
            ImageKit.chunk("tRNS", new byte[] {0, 1, 0, 2, 0, 3}));
    assertThat(mean(thumbnail(keyed), 0)).isCloseTo(255, within(2.0));
    byte[] indexed =
        TestImageEncoders.gif(
            new int[] {32, 32}, new int[2], new byte[] {5, 5, 5}, new byte[32 * 32], 32, 0);
    assertThat(mean(thumbnail(indexed), 0)).isCloseTo(255, within(2.0));
  }

  @Test
  void cmykAndSixteenBitImagesAreConverted() {
    byte[] inks =
        TestImageEncoders.tiff(
            32, 32, 8, 5, 4, filled(32, 32, 255, 0, 0, 51), ByteOrder.BIG_ENDIAN, Map.of());
    assertThat(mean(thumbnail(inks), 0)).isCloseTo(0, within(3.0));
    assertThat(mean(thumbnail(inks), 1)).isCloseTo(204, within(3.0));
    byte[] deep = ImageKit.png(32, 32, 16, 0, filled(32, 32, 150, 77));
    assertThat(mean(thumbnail(deep), 0)).isCloseTo(150, within(2.0));
  }

  @Test
  void thumbnailsAverageLessThanThirtyKilobytes() {
    long bytes = 0;
    for (int seed = 0; seed < 10; seed++) {
      bytes += TestDecoder.of(ImageKit.photo(seed, 1024, 768)).thumbnail().length;
    }
    assertThat(bytes / 10).isLessThan(30 << 10);
  }
}
