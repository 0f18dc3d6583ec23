package app.akin.core.decode;

import static app.akin.core.decode.TestDecoder.assertFails;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.photo.FailureKind;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests which files cannot be decoded, and the reported reasons.
class DecodeFailureTest {
  private static final BufferedImage PICTURE = ImageKit.picture(3, 120, 90);

  private static Map<String, byte[]> files() {
    return Map.of(
        "JPEG", ImageKit.jpeg(PICTURE, 0.9f),
        "progressive", ImageKit.progressiveJpeg(PICTURE, 0.9f),
        "PNG", ImageKit.png(PICTURE),
        "GIF", ImageKit.gif(PICTURE),
        "BMP", ImageKit.bmp(PICTURE),
        "TIFF", ImageKit.tiff(PICTURE),
        "WEBP", TestImageEncoders.webp(new int[120 * 90], 120, false, new byte[0]));
  }

  @Test
  void anEmptyFileIsDamaged() {
    assertFails(new byte[0], FailureKind.EMPTY);
  }

  @Test
  void aFileThatIsNotAnImageIsUnsupported() {
    assertFails("just a text about BMP and GIF files".getBytes(US_ASCII), FailureKind.UNSUPPORTED);
    assertFails(new byte[5000], FailureKind.UNSUPPORTED);
    assertFails("BMW is a maker of cars".getBytes(US_ASCII), FailureKind.UNSUPPORTED);
    assertThat(PhotoDecoder.isImage("BMW is a maker of cars".getBytes(US_ASCII), 18)).isFalse();
    assertThat(PhotoDecoder.isImage(new byte[0], 0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 0.99})
  void truncatedFilesAreDamaged(double share) {
    files()
        .forEach(
            (name, file) ->
                assertThat(TestDecoder.failure(ImageKit.truncated(file, share)).kind())
                    .as(name)
                    .isEqualTo(FailureKind.DAMAGED));
  }

  @Test
  void aJpegWithoutAnEndMarkerIsDamaged() {
    byte[] file = ImageKit.jpeg(PICTURE, 0.9f);
    assertFails(Arrays.copyOf(file, file.length - 2), FailureKind.DAMAGED);
    assertFails(Arrays.copyOf(file, file.length - 1), FailureKind.DAMAGED);
  }

  @Test
  void aDecompressionBombIsRejectedByItsHeader() {
    byte[] bomb = ImageKit.bomb();
    assertThat(bomb.length).isLessThan(1 << 20);
    assertFails(bomb, FailureKind.TOO_LARGE);
    assertThat(TestDecoder.DECODER.probe(bomb))
        .isEqualTo(new ProbeResult.Failed(FailureKind.TOO_LARGE, "is 30000 by 30000 pixels"));
    byte[] gif = ImageKit.gif(PICTURE);
    ByteBuffer.wrap(gif).putInt(6, -1); // a screen of 65535 by 65535
    assertFails(gif, FailureKind.TOO_LARGE);
  }

  @Test
  void theCallerSetsThePixelLimit() {
    PhotoDecoder strict = new PhotoDecoder(120 * 90 - 1, 64, BuildCache.NATIVES);
    PhotoDecoder exact = new PhotoDecoder(120 * 90, 64, BuildCache.NATIVES);
    files()
        .forEach(
            (name, file) -> {
              assertThat(strict.decode(file, DecodePurpose.QUERY))
                  .as(name)
                  .isEqualTo(new DecodeResult.Failed(FailureKind.TOO_LARGE, "is 120 by 90 pixels"));
              assertThat(exact.decode(file, DecodePurpose.QUERY))
                  .as(name)
                  .isInstanceOf(DecodeResult.Decoded.class);
            });
  }

  @Test
  void unsupportedJpegProcessesAreRejected() {
    byte[] file = ImageKit.jpeg(PICTURE, 0.9f);
    int frame = frameOffset(file);
    for (int process : new int[] {0xC3, 0xC5, 0xCB, 0xCD, 0xCF}) {
      byte[] other = file.clone();
      other[frame + 1] = (byte) process;
      assertFails(other, FailureKind.UNSUPPORTED);
    }
    byte[] twelve = file.clone();
    twelve[frame + 4] = 12;
    assertFails(twelve, FailureKind.UNSUPPORTED);
    byte[] later = file.clone();
    later[frame + 5] = 0;
    later[frame + 6] = 0;
    assertFails(later, FailureKind.UNSUPPORTED);
  }

  private static int frameOffset(byte[] jpeg) {
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
        return i;
      }
    }
    throw new AssertionError("no frame");
  }

  @Test
  void aSmallFileWithManyScansIsRejected() {
    byte[] file = ImageKit.progressiveJpeg(PICTURE, 0.5f);
    byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 0, 0};
    byte[] many = Arrays.copyOf(file, file.length + 1000 * scan.length);
    for (int i = 0; i < 1000; i++) {
      System.arraycopy(scan, 0, many, file.length - 2 + i * scan.length, scan.length);
    }
    assertFails(many, FailureKind.DAMAGED);
  }
}
