package app.akin.core.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.decode.DecodePurpose;
import app.akin.core.decode.DecodeResult;
import app.akin.core.decode.PhotoDecoder;
import app.akin.core.kit.BuildCache;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests synthetic photos with the JDK's JPEG reader.
final class SyntheticPhotoTest {
  @ParameterizedTest
  @CsvSource({"1, 640, 480", "2, 481, 333", "3, 17, 9", "4, 1, 1", "5, 250, 1000"})
  void bothFilesOfAPhotoShowTheSamePixels(long seed, int width, int height) throws IOException {
    SyntheticPhoto photo = new SyntheticPhoto(seed, width, height);

    int[] baseline = pixels(photo.jpeg(false), width, height);

    assertThat(pixels(photo.jpeg(true), width, height)).isEqualTo(baseline);
  }

  @Test
  void itShowsTheSceneThatWasMade() throws IOException {
    int width = 320;
    int height = 240;
    SyntheticScene scene = new SyntheticScene(7, width, height);
    float[] luma = new float[width];
    float[] blue = new float[width];
    float[] red = new float[width];

    int[] shown = pixels(new SyntheticPhoto(7, width, height).jpeg(true), width, height);

    double squares = 0;
    for (int y = 0; y < height; y++) {
      scene.nextRow(luma, blue, red);
      for (int x = 0; x < width; x++) {
        int rgb = shown[y * width + x];
        double found = 0.299 * (rgb >> 16 & 255) + 0.587 * (rgb >> 8 & 255) + 0.114 * (rgb & 255);
        squares += (found - luma[x]) * (found - luma[x]);
      }
    }
    assertThat(Math.sqrt(squares / width / height))
        .as("of 255 levels, root mean square")
        .isLessThan(4);
  }

  @Test
  void aSeedIsOnePhotoAndAnotherSeedIsAnother() {
    byte[] jpeg = new SyntheticPhoto(1, 200, 100).jpeg(false);

    assertThat(new SyntheticPhoto(1, 200, 100).jpeg(false)).isEqualTo(jpeg);
    assertThat(new SyntheticPhoto(2, 200, 100).jpeg(false)).isNotEqualTo(jpeg);
  }

  /// The JDK's writer must not change, or the figures of benchmarks would not be comparable.
  @ParameterizedTest
  @CsvSource({
    "false, b3c8e5075219672bde7224de7868fe28b110c1bbf8429bbb31abafe988db4c70",
    "true, 19c5e4a58b4aacb82b35df958c139b82b13fb8753decaa460d5db2ccaa61c6be"
  })
  void aFileHasTheSameBytesOnEveryJdk(boolean progressive, String sha256) throws Exception {
    byte[] jpeg = new SyntheticPhoto(1, 200, 100).jpeg(progressive);

    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jpeg)))
        .isEqualTo(sha256);
  }

  @Test
  void aVariantIsAnotherPhotoThatLooksAlmostTheSame() throws IOException {
    PhotoDecoder decoder = new PhotoDecoder(1_000_000, 64, BuildCache.NATIVES);
    byte[] jpeg = new SyntheticPhoto(1, 200, 100).jpeg(false);
    byte[] other = SyntheticPhoto.variant(jpeg, 200);

    assertThat(decoder.key(other)).isNotEqualTo(decoder.key(jpeg));
    assertThat(decoder.decode(other, new DecodePurpose.Indexing(64)))
        .isInstanceOf(DecodeResult.Decoded.class);
    int[] before = pixels(jpeg, 200, 100);
    int[] after = pixels(other, 200, 100);
    long unlike =
        IntStream.range(0, before.length)
            .filter(i -> Math.abs((before[i] & 255) - (after[i] & 255)) > 16)
            .count();
    assertThat(unlike).as("pixels of %d", before.length).isLessThan(before.length / 10);
  }

  @Test
  void aPhotoHasAboutTheDetailOfACamerasFile() {
    int bytes = new SyntheticPhoto(1, 1600, 1200).jpeg(false).length;

    assertThat(bytes * 8.0 / (1600 * 1200)).as("bits a pixel").isBetween(1.5, 3.5);
  }

  private static int[] pixels(byte[] jpeg, int width, int height) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    return image.getRGB(0, 0, width, height, null, 0, width);
  }
}
