package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the eight orientations as defined by EXIF 2.32: the sides of the scene that the first
/// stored row and the first stored column represent.
class OrientationTest {
  private static final int WIDTH = 70;
  private static final int HEIGHT = 41;
  private static final BufferedImage UPRIGHT = ImageKit.picture(11, WIDTH, HEIGHT);
  private static final byte[] SCENE = ImageKit.scene(11, WIDTH, HEIGHT);

  /// Returns the test image as a camera stores it in an orientation.
  private static BufferedImage stored(int orientation) {
    return stored(UPRIGHT, orientation);
  }

  /// Returns an image as a camera stores it in an orientation.
  static BufferedImage stored(BufferedImage upright, int orientation) {
    boolean swaps = orientation >= 5;
    int width = swaps ? upright.getHeight() : upright.getWidth();
    int height = swaps ? upright.getWidth() : upright.getHeight();
    BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    // Whether the 0th row or column is the right or bottom side: for 6, the 0th row is the right
    // side, the 0th column the top.
    boolean right =
        swaps ? orientation == 6 || orientation == 7 : orientation == 2 || orientation == 3;
    boolean bottom =
        swaps ? orientation == 7 || orientation == 8 : orientation == 3 || orientation == 4;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int across = swaps ? row : column;
        int down = swaps ? column : row;
        int fromLeft = right ? upright.getWidth() - 1 - across : across;
        int fromTop = bottom ? upright.getHeight() - 1 - down : down;
        stored.setRGB(column, row, upright.getRGB(fromLeft, fromTop));
      }
    }
    return stored;
  }

  private static void assertUpright(byte[] file, int orientation) {
    DecodeResult.Decoded decoded = TestDecoder.of(file);
    assertThat(decoded.facts().orientation()).isEqualTo(orientation);
    assertThat(decoded.facts().width()).isEqualTo(WIDTH);
    assertThat(decoded.facts().height()).isEqualTo(HEIGHT);
    assertThat(decoded.raster().width()).isEqualTo(WIDTH);
    assertThat(decoded.raster().rgb()).isEqualTo(SCENE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyOrientationDecodesToTheSameImage(int orientation) {
    BufferedImage stored = stored(orientation);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] exif = new ExifBlock(order).orientation(orientation).bytes();
      assertUpright(ImageKit.withChunk(ImageKit.png(stored), "eXIf", exif), orientation);
    }
    int[] pixels =
        stored.getRGB(0, 0, stored.getWidth(), stored.getHeight(), null, 0, stored.getWidth());
    byte[] tiff =
        TestImageEncoders.tiff(
            stored.getWidth(),
            stored.getHeight(),
            8,
            2,
            3,
            ImageKit.rgb(pixels),
            ByteOrder.LITTLE_ENDIAN,
            Map.of(274, orientation));
    assertUpright(tiff, orientation);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void theThumbnailIsUpright(int orientation) {
    byte[] jpeg =
        ImageKit.withExif(
            ImageKit.jpeg(stored(orientation), 1), new ExifBlock().orientation(orientation));
    BufferedImage thumbnail = TestDecoder.thumbnail(jpeg);
    assertThat(thumbnail.getWidth()).isEqualTo(WIDTH);
    assertThat(thumbnail.getHeight()).isEqualTo(HEIGHT);
    double error = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int green = UPRIGHT.getRGB(x, y) >> 8 & 255;
        error += Math.abs(green - (thumbnail.getRGB(x, y) >> 8 & 255));
      }
    }
    assertThat(error / WIDTH / HEIGHT).isLessThan(10);
  }

  @Test
  void aWebpOrientationIsReadFromExif() {
    int[] pixels = {0xFFF01010, 0xFF10F010, 0xFF1010F0, 0xFFF0F0F0, 0xFF101010, 0xFFF0F010};
    byte[] exif = new ExifBlock().orientation(6).bytes();
    DecodeResult.Decoded decoded = TestDecoder.of(TestImageEncoders.webp(pixels, 3, false, exif));
    int[] turned = {pixels[3], pixels[0], pixels[4], pixels[1], pixels[5], pixels[2]};
    assertThat(decoded.facts().width()).isEqualTo(2);
    assertThat(decoded.raster().rgb()).isEqualTo(ImageKit.rgb(turned));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 255, 65535})
  void anInvalidOrientationIsIgnored(int orientation) {
    byte[] exif = new ExifBlock().orientation(orientation).bytes();
    assertUpright(ImageKit.withChunk(ImageKit.png(UPRIGHT), "eXIf", exif), 1);
  }
}
