package app.akin.core.decode;

import static app.akin.core.decode.Decoded.isRefused;
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

/// What is not decoded, and why.
class RefusalTest {
  private static final BufferedImage PICTURE = ImageKit.picture(3, 120, 90);

  private static Map<String, byte[]> files() {
    return Map.of(
        "JPEG", ImageKit.jpeg(PICTURE, 0.9f),
        "progressive", ImageKit.progressiveJpeg(PICTURE, 0.9f),
        "PNG", ImageKit.png(PICTURE),
        "GIF", ImageKit.gif(PICTURE),
        "BMP", ImageKit.bmp(PICTURE),
        "TIFF", ImageKit.tiff(PICTURE),
        "WEBP", OddImages.webp(new int[120 * 90], 120, false, new byte[0]));
  }

  @Test
  void anEmptyFileIsDamaged() {
    isRefused(new byte[0], FailureKind.DAMAGED);
  }

  @Test
  void whatIsNoImageIsUnsupported() {
    isRefused("just a text about BMP and GIF files".getBytes(US_ASCII), FailureKind.UNSUPPORTED);
    isRefused(new byte[5000], FailureKind.UNSUPPORTED);
    isRefused("BMW is a maker of cars".getBytes(US_ASCII), FailureKind.UNSUPPORTED);
    assertThat(PhotoDecoder.isImage("BMW is a maker of cars".getBytes(US_ASCII), 18)).isFalse();
    assertThat(PhotoDecoder.isImage(new byte[0], 0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 0.99})
  void cutFilesAreDamaged(double share) {
    files()
        .forEach(
            (name, file) ->
                assertThat(Decoded.refusal(ImageKit.truncated(file, share)).kind())
                    .as(name)
                    .isEqualTo(FailureKind.DAMAGED));
  }

  @Test
  void aJpegWithoutItsEndMarkerIsCut() {
    byte[] file = ImageKit.jpeg(PICTURE, 0.9f);
    isRefused(Arrays.copyOf(file, file.length - 2), FailureKind.DAMAGED);
    isRefused(Arrays.copyOf(file, file.length - 1), FailureKind.DAMAGED);
  }

  @Test
  void aBombIsKnownByItsHeader() {
    byte[] bomb = ImageKit.bomb();
    assertThat(bomb.length).isLessThan(1 << 20);
    isRefused(bomb, FailureKind.TOO_LARGE);
    assertThat(Decoded.DECODER.probe(bomb))
        .isEqualTo(new Probe.Refused(FailureKind.TOO_LARGE, "is 30000 by 30000 pixels"));
    byte[] gif = ImageKit.gif(PICTURE);
    ByteBuffer.wrap(gif).putInt(6, -1); // a screen of 65535 by 65535
    isRefused(gif, FailureKind.TOO_LARGE);
  }

  @Test
  void theLimitIsTheCallers() {
    PhotoDecoder strict = new PhotoDecoder(120 * 90 - 1, 64, BuildCache.NATIVES);
    PhotoDecoder exact = new PhotoDecoder(120 * 90, 64, BuildCache.NATIVES);
    files()
        .forEach(
            (name, file) -> {
              assertThat(strict.decode(file, Purpose.QUERY))
                  .as(name)
                  .isEqualTo(new Decoding.Refused(FailureKind.TOO_LARGE, "is 120 by 90 pixels"));
              assertThat(exact.decode(file, Purpose.QUERY))
                  .as(name)
                  .isInstanceOf(Decoding.Decoded.class);
            });
  }

  @Test
  void kindsOfJpegThatAreNotReadAreUnsupported() {
    byte[] file = ImageKit.jpeg(PICTURE, 0.9f);
    int frame = frame(file);
    for (int process : new int[] {0xC3, 0xC5, 0xC9, 0xCA, 0xCF}) {
      byte[] other = file.clone();
      other[frame + 1] = (byte) process;
      isRefused(other, FailureKind.UNSUPPORTED);
    }
    byte[] twelve = file.clone();
    twelve[frame + 4] = 12;
    isRefused(twelve, FailureKind.UNSUPPORTED);
    byte[] later = file.clone();
    later[frame + 5] = 0;
    later[frame + 6] = 0;
    isRefused(later, FailureKind.UNSUPPORTED);
  }

  private static int frame(byte[] jpeg) {
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
        return i;
      }
    }
    throw new AssertionError("no frame");
  }

  @Test
  void aSmallFileOfManyScansIsRefusedAtOnce() {
    byte[] file = ImageKit.progressiveJpeg(PICTURE, 0.5f);
    byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 0, 0};
    byte[] many = Arrays.copyOf(file, file.length + 1000 * scan.length);
    for (int i = 0; i < 1000; i++) {
      System.arraycopy(scan, 0, many, file.length - 2 + i * scan.length, scan.length);
    }
    isRefused(many, FailureKind.DAMAGED);
  }
}
