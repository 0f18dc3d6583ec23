package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.FormatKit;
import app.akin.core.kit.HeifKit;
import app.akin.core.kit.ImageKit;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.Raster;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// HEIC and AVIF, coded by other programs from made pictures (`formats/README.md`).
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
  void picturesComeOutAsTheyWentIn(String name, String format, int most, double mean) {
    Decoding.Decoded decoded = Decoded.of(FormatKit.committed(name));
    assertThat(decoded.facts())
        .returns(format, PhotoFacts::format)
        .returns(96, PhotoFacts::width)
        .returns(64, PhotoFacts::height)
        .returns(1, PhotoFacts::orientation);
    Differences differences = Differences.of(decoded.raster().rgb(), SOURCE);
    assertThat(differences.most()).isLessThanOrEqualTo(most);
    assertThat(differences.mean()).isLessThanOrEqualTo(mean);
  }

  @Test
  void tilesMakeOnePicture() {
    byte[] whole = ImageKit.scene(9, SIDE, SIDE);
    for (byte[] file :
        new byte[][] {FormatKit.committed("grid.avif"), HeifKit.grid(2, 2, SIDE, SIDE)}) {
      Differences differences = Differences.of(Decoded.rgb(file), whole);
      assertThat(differences.mean()).isLessThan(2);
      assertThat(differences.most()).isLessThan(60);
    }
    assertThat(Decoded.rgb(HeifKit.grid(2, 2, SIDE, SIDE))).isEqualTo(tiles(SIDE, SIDE));
  }

  @Test
  void thePictureCutsItsLastTiles() {
    assertThat(Decoded.rgb(HeifKit.grid(2, 2, 100, 70))).isEqualTo(tiles(100, 70));
  }

  /// What the tiles, decoded one by one, look like side by side.
  private static byte[] tiles(int width, int height) {
    byte[] whole = new byte[3 * width * height];
    for (int i = 0; i < 4; i++) {
      byte[] tile = Decoded.rgb(FormatKit.committed("tile" + i + ".heic"));
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
  void turnsAndMirrorsAreAppliedInTheirOrder(int quarters) {
    byte[] plain = tiles(100, 70);
    Raster upright = turned(new Raster(100, 70, plain), quarters);
    isShown(HeifKit.grid(2, 2, 100, 70, HeifKit.turned(quarters)), upright);
    for (boolean sideways : new boolean[] {true, false}) {
      isShown(
          HeifKit.grid(2, 2, 100, 70, HeifKit.turned(quarters), HeifKit.mirrored(sideways)),
          mirrored(upright, sideways));
      isShown(
          HeifKit.grid(2, 2, 100, 70, HeifKit.mirrored(sideways), HeifKit.turned(quarters)),
          turned(mirrored(new Raster(100, 70, plain), sideways), quarters));
    }
  }

  private static void isShown(byte[] file, Raster expected) {
    Decoding.Decoded decoded = Decoded.of(file);
    assertThat(decoded.facts().width()).isEqualTo(expected.width());
    assertThat(decoded.facts().height()).isEqualTo(expected.height());
    assertThat(decoded.raster().rgb()).isEqualTo(expected.rgb());
  }

  /// A quarter to the left at a time, pixel by pixel.
  private static Raster turned(Raster raster, int quarters) {
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

  private static Raster mirrored(Raster raster, boolean sideways) {
    byte[] rgb = new byte[raster.rgb().length];
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        int column = sideways ? raster.width() - 1 - x : x;
        int row = sideways ? y : raster.height() - 1 - y;
        int to = 3 * (row * raster.width() + column);
        System.arraycopy(raster.rgb(), 3 * (y * raster.width() + x), rgb, to, 3);
      }
    }
    return new Raster(raster.width(), raster.height(), rgb);
  }

  @Test
  void aWideGamutIsSeenInTheThumbnailAlone() {
    // A quarter to the left, then top and bottom swapped: rows become columns.
    Decoding.Decoded decoded = Decoded.of(FormatKit.committed("turned.avif"));
    Raster raster = decoded.raster();
    assertThat(raster.width()).isEqualTo(64);
    byte[] expected = new byte[SOURCE.length];
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 96; x++) {
        System.arraycopy(SOURCE, 3 * (y * 96 + x), expected, 3 * (x * 64 + y), 3);
      }
    }
    assertThat(Differences.of(raster.rgb(), expected).mean()).isLessThan(3);
    // What is coded in Display P3 is more colourful than the same numbers in sRGB.
    assertThat(spread(Decoded.thumbnail(FormatKit.committed("turned.avif"))))
        .isGreaterThan(1.05 * spread(raster));
  }

  private static double spread(Raster raster) {
    double sum = 0;
    byte[] rgb = raster.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      sum += Math.abs((rgb[i] & 255) - (rgb[i + 2] & 255));
    }
    return sum / raster.pixels();
  }

  private static double spread(BufferedImage image) {
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
  void aFileThatIsCutIsDamaged() {
    byte[] file = HeifKit.grid(2, 2, SIDE, SIDE);
    Decoded.isRefused(ImageKit.truncated(file, 0.9), FailureKind.DAMAGED);
    Decoded.isRefused(ImageKit.truncated(file, 0.02), FailureKind.DAMAGED);
  }

  @Test
  void aFileWithoutItsCodecWaitsForIt() {
    for (String name : new String[] {"whole.heic", "grid.avif"}) {
      byte[] file = FormatKit.committed(name);
      assertThat(Decoded.SLOW.decode(file, Purpose.QUERY))
          .isInstanceOfSatisfying(
              Decoding.Refused.class,
              refused -> assertThat(refused.kind()).isEqualTo(FailureKind.NEEDS_CODEC));
      assertThat(Decoded.SLOW.lacksCodec(name)).isTrue();
      assertThat(Decoded.DECODER.lacksCodec(name)).isFalse();
    }
  }
}
