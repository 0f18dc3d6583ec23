package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.FormatKit;
import app.akin.core.kit.HeifKit;
import app.akin.core.kit.ImageKit;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Raster;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Decodes HEIC and AVIF files that other programs encoded from synthetic images
/// (`formats/README.md`).
class HeifTest {
  private static final byte[] SOURCE = ImageKit.scene(7, 96, 64);
  private static final int SIDE = 128;
  private static final int TILE = 64;

  @ParameterizedTest
  @CsvSource({
    "lossless.heic, HEIC, 1, 0.5",
    "whole.heic, HEIC, 90, 4",
    "ten.heic, HEIC, 90, 4",
    "lossless.avif, AVIF, 0, 0",
    "ten.avif, AVIF, 90, 4",
  })
  void decodedImagesMatchTheirSource(String name, String format, int max, double mean) {
    DecodeResult.Decoded decoded = TestDecoder.of(FormatKit.committed(name));
    assertThat(decoded.facts())
        .returns(format, PhotoFacts::format)
        .returns(96, PhotoFacts::width)
        .returns(64, PhotoFacts::height)
        .returns(1, PhotoFacts::orientation);
    SampleDifferences differences = SampleDifferences.of(decoded.raster().rgb(), SOURCE);
    assertThat(differences.max()).isLessThanOrEqualTo(max);
    assertThat(differences.mean()).isLessThanOrEqualTo(mean);
  }

  @Test
  void tilesAreCombinedIntoOneImage() {
    byte[] whole = ImageKit.scene(9, SIDE, SIDE);
    for (byte[] file :
        new byte[][] {FormatKit.committed("grid.avif"), HeifKit.grid(2, 2, SIDE, SIDE)}) {
      SampleDifferences differences = SampleDifferences.of(TestDecoder.rgb(file), whole);
      assertThat(differences.mean()).isLessThan(2);
      assertThat(differences.max()).isLessThan(60);
    }
    assertThat(TestDecoder.rgb(HeifKit.grid(2, 2, SIDE, SIDE))).isEqualTo(tiles(SIDE, SIDE));
  }

  @Test
  void blankFramesOfASequenceAreSkipped() {
    assertThat(TestDecoder.rgb(HeifKit.sequence(2, 1)))
        .isEqualTo(TestDecoder.rgb(FormatKit.committed("tile2.heic")));
    SampleDifferences differences =
        SampleDifferences.of(TestDecoder.rgb(FormatKit.committed("black-first.avif")), SOURCE);
    assertThat(differences.mean()).isLessThan(4);

    Raster half = TestDecoder.of(FormatKit.committed("transparent-first.avif")).raster();
    long right = 0;
    Set<Integer> left = new HashSet<>();
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 96; x++) {
        int at = 3 * (y * 96 + x);
        if (x < 44) {
          left.add(half.rgb()[at] & 255);
        } else if (x >= 52) {
          right += Math.abs((half.rgb()[at] & 255) - (SOURCE[at] & 255));
        }
      }
    }
    assertThat(left).as("the ground of the transparent half").hasSize(1);
    assertThat(right / (64 * 44)).as("mean difference of the opaque half").isLessThan(5);
  }

  @Test
  void aSequenceWithoutASecondFrameShowsTheBlankOne() {
    byte[] file = HeifKit.sequence(2);
    for (int cut : new int[] {1, 100, 400, 2_000}) {
      byte[] rgb = TestDecoder.rgb(Arrays.copyOf(file, file.length - cut));
      assertThat(rgb).isEqualTo(TestDecoder.rgb(FormatKit.committed("blank.heic")));
    }
  }

  @Test
  void tilesAreCroppedToTheImageSize() {
    assertThat(TestDecoder.rgb(HeifKit.grid(2, 2, 100, 70))).isEqualTo(tiles(100, 70));
  }

  /// Returns the image assembled from the separately decoded tiles.
  private static byte[] tiles(int width, int height) {
    byte[] whole = new byte[3 * width * height];
    for (int i = 0; i < 4; i++) {
      byte[] tile = TestDecoder.rgb(FormatKit.committed("tile" + i + ".heic"));
      int left = i % 2 * TILE;
      int top = i / 2 * TILE;
      for (int y = 0; y < Math.min(TILE, height - top); y++) {
        int columns = Math.min(TILE, width - left);
        int to = 3 * ((top + y) * width + left);
        System.arraycopy(tile, 3 * TILE * y, whole, to, 3 * columns);
      }
    }
    return whole;
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3"})
  void rotationsAndMirrorsAreAppliedInOrder(int quarters) {
    byte[] plain = tiles(100, 70);
    Raster upright = rotated(new Raster(100, 70, plain), quarters);
    assertDecodedAs(HeifKit.grid(2, 2, 100, 70, HeifKit.turned(quarters)), upright);
    for (boolean horizontal : new boolean[] {true, false}) {
      assertDecodedAs(
          HeifKit.grid(2, 2, 100, 70, HeifKit.turned(quarters), HeifKit.mirrored(horizontal)),
          mirrored(upright, horizontal));
      assertDecodedAs(
          HeifKit.grid(2, 2, 100, 70, HeifKit.mirrored(horizontal), HeifKit.turned(quarters)),
          rotated(mirrored(new Raster(100, 70, plain), horizontal), quarters));
    }
  }

  private static void assertDecodedAs(byte[] file, Raster expected) {
    DecodeResult.Decoded decoded = TestDecoder.of(file);
    assertThat(decoded.facts().width()).isEqualTo(expected.width());
    assertThat(decoded.facts().height()).isEqualTo(expected.height());
    assertThat(decoded.raster().rgb()).isEqualTo(expected.rgb());
  }

  /// Rotates counterclockwise by quarter turns, pixel by pixel.
  private static Raster rotated(Raster raster, int quarters) {
    Raster turned = raster;
    for (int i = 0; i < quarters; i++) {
      Raster before = turned;
      byte[] rgb = new byte[before.rgb().length];
      for (int y = 0; y < before.height(); y++) {
        for (int x = 0; x < before.width(); x++) {
          int to = 3 * ((before.width() - 1 - x) * before.height() + y);
          System.arraycopy(before.rgb(), 3 * (y * before.width() + x), rgb, to, 3);
        }
      }
      turned = new Raster(before.height(), before.width(), rgb);
    }
    return turned;
  }

  private static Raster mirrored(Raster raster, boolean horizontal) {
    byte[] rgb = new byte[raster.rgb().length];
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        int column = horizontal ? raster.width() - 1 - x : x;
        int row = horizontal ? y : raster.height() - 1 - y;
        int to = 3 * (row * raster.width() + column);
        System.arraycopy(raster.rgb(), 3 * (y * raster.width() + x), rgb, to, 3);
      }
    }
    return new Raster(raster.width(), raster.height(), rgb);
  }

  @Test
  void aWideGamutProfileAppliesToTheThumbnailOnly() {
    // A quarter turn counterclockwise, then a vertical flip: rows become columns.
    DecodeResult.Decoded decoded = TestDecoder.of(FormatKit.committed("turned.avif"));
    Raster raster = decoded.raster();
    assertThat(raster.width()).isEqualTo(64);
    byte[] expected = new byte[SOURCE.length];
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 96; x++) {
        System.arraycopy(SOURCE, 3 * (y * 96 + x), expected, 3 * (x * 64 + y), 3);
      }
    }
    assertThat(SampleDifferences.of(raster.rgb(), expected).mean()).isLessThan(3);
    // Display P3 values are more saturated than equal values in sRGB.
    assertThat(saturation(TestDecoder.thumbnail(FormatKit.committed("turned.avif"))))
        .isGreaterThan(1.05 * saturation(raster));
  }

  private static double saturation(Raster raster) {
    double sum = 0;
    byte[] rgb = raster.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      sum += Math.abs((rgb[i] & 255) - (rgb[i + 2] & 255));
    }
    return sum / raster.pixels();
  }

  private static double saturation(BufferedImage image) {
    double sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        sum += Math.abs((pixel >> 16 & 255) - (pixel & 255));
      }
    }
    return sum / image.getWidth() / image.getHeight();
  }

  @Test
  void layersAreDrawnOverEachOther() {
    int width = 100;
    int height = 70;
    int[][] places = {{0, 0}, {40, -10}};
    byte[] expected = new byte[3 * width * height];
    Arrays.fill(expected, (byte) 0x80);
    for (int i = 0; i < places.length; i++) {
      byte[] tile = TestDecoder.rgb(FormatKit.committed("tile" + i + ".heic"));
      for (int y = Math.max(0, places[i][1]); y < 64 + places[i][1]; y++) {
        int from = 3 * (y - places[i][1]) * 64;
        int columns = Math.min(64, width - places[i][0]);
        System.arraycopy(tile, from, expected, 3 * (y * width + places[i][0]), 3 * columns);
      }
    }
    assertThat(TestDecoder.rgb(HeifKit.layers(width, height, places))).isEqualTo(expected);
  }

  @Test
  void aTruncatedFileIsDamaged() {
    byte[] file = HeifKit.grid(2, 2, SIDE, SIDE);
    TestDecoder.assertFails(ImageKit.truncated(file, 0.9), FailureKind.DAMAGED);
    TestDecoder.assertFails(ImageKit.truncated(file, 0.02), FailureKind.DAMAGED);
  }

  @Test
  void aMissingCodecIsReported() {
    for (String name : new String[] {"whole.heic", "grid.avif"}) {
      byte[] file = FormatKit.committed(name);
      assertThat(TestDecoder.JDK_ONLY.decode(file, DecodePurpose.QUERY))
          .isInstanceOfSatisfying(
              DecodeResult.Failed.class,
              failed -> assertThat(failed.kind()).isEqualTo(FailureKind.NEEDS_CODEC));
      assertThat(TestDecoder.JDK_ONLY.lacksCodec(name)).isTrue();
      assertThat(TestDecoder.DECODER.lacksCodec(name)).isFalse();
    }
  }
}
