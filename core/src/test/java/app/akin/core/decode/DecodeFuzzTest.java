package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TestSeed;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Decodes modified and truncated files of every format: decoding must return a consistent result
/// in time.
class DecodeFuzzTest {
  private static final int ROUNDS = 300;

  private static Map<String, byte[]> files() {
    BufferedImage picture = ImageKit.picture(3, 60, 40);
    byte[] rows = new byte[60 * 40 * 4];
    Arrays.fill(rows, (byte) 99);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(
        "JPEG",
        ImageKit.withExif(
            ImageKit.jpeg(picture, 0.7f), new ExifBlock().orientation(6).camera("A", "B")));
    files.put("progressive JPEG", ImageKit.progressiveJpeg(picture, 0.7f));
    files.put("PNG", ImageKit.png(picture));
    files.put("interlaced PNG", TestImageEncoders.interlacedPng(ImageKit.scene(3, 60, 40), 60, 40));
    files.put("GIF", ImageKit.gif(picture));
    files.put("BMP", ImageKit.bmp(picture));
    files.put("TIFF", ImageKit.tiff(picture));
    files.put(
        "CMYK TIFF", TestImageEncoders.tiff(60, 40, 8, 5, 4, rows, ByteOrder.BIG_ENDIAN, Map.of()));
    files.put("WebP", TestImageEncoders.webp(new int[60 * 40], 60, true, new byte[0]));
    return files;
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void corruptedFilesReturnAValidResult() {
    long seed = TestSeed.of(DecodeFuzzTest.class);
    SplittableRandom random = new SplittableRandom(seed);
    PhotoDecoder decoder = new PhotoDecoder(4_000_000, 128, BuildCache.NATIVES);
    files()
        .forEach(
            (name, file) -> {
              for (int round = 0; round < ROUNDS; round++) {
                byte[] broken = corrupted(file, random);
                String description = "%s, seed %d, round %d".formatted(name, seed, round);
                DecodeResult decoding = decoder.decode(broken, DecodePurpose.QUERY);
                switch (decoding) {
                  case DecodeResult.Failed failed ->
                      assertThat(failed.detail()).as(description).isNotBlank();
                  case DecodeResult.Decoded decoded -> {
                    assertThat(decoded.raster().pixels())
                        .as(description)
                        .isLessThanOrEqualTo(4_000_000);
                    assertThat(decoded.raster().width())
                        .as(description)
                        .isEqualTo(decoded.facts().width());
                    assertThat(decoder.probe(broken))
                        .as(description)
                        .isInstanceOfSatisfying(
                            ProbeResult.Readable.class,
                            readable -> assertThat(readable.facts()).isEqualTo(decoded.facts()));
                  }
                }
                assertThat(decoder.key(broken)).as(description).isNotNull();
              }
            });
  }

  /// Returns a copy with a few changed bytes, half of them near the start, where the headers are,
  /// and sometimes truncated.
  private static byte[] corrupted(byte[] file, SplittableRandom random) {
    int length = random.nextInt(4) == 0 ? 1 + random.nextInt(file.length) : file.length;
    byte[] broken = Arrays.copyOf(file, length);
    for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
      int reach = random.nextBoolean() ? Math.min(200, length) : length;
      broken[random.nextInt(reach)] = (byte) random.nextInt(256);
    }
    return broken;
  }
}
