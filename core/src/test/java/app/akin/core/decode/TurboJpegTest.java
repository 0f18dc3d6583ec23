package app.akin.core.decode;

import static app.akin.core.decode.TestDecoder.DECODER;
import static app.akin.core.decode.TestDecoder.JDK_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.Raster;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares the native JPEG codec with the JDK's: equal pixels and failures, reduced decoding if it
/// is sufficient, and robustness against any bytes.
class TurboJpegTest {

  /// A decoder with small thumbnails, so that only the model's input size determines the scale.
  private static final PhotoDecoder REDUCING = new PhotoDecoder(100_000_000, 8, BuildCache.NATIVES);

  /// Both codecs implement libjpeg's arithmetic, one with SIMD code, so the results must be
  /// bit-identical.
  @Test
  void bothCodecsReturnTheSamePixels() {
    Map<String, byte[]> kinds = JpegVariants.encodeAll(5, 131, 77);
    kinds.forEach(
        (kind, file) ->
            assertThat(pixels(DECODER, file)).as(kind).isEqualTo(pixels(JDK_ONLY, file)));
    assertThat(DECODER.nativeJpegError()).isEmpty();
    assertThat(JDK_ONLY.nativeJpegError()).isPresent();
  }

  private static byte[] pixels(PhotoDecoder decoder, byte[] file) {
    DecodeResult decoding = decoder.decode(file, DecodePurpose.QUERY);
    assertThat(decoding).isInstanceOf(DecodeResult.Decoded.class);
    return ((DecodeResult.Decoded) decoding).raster().rgb();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void aReducedPixelIsTheMeanOfItsArea(int reduction) {
    int width = 333;
    int height = 250;
    int modelSide = (height + reduction - 1) / reduction / 2;
    Map<String, byte[]> kinds = JpegVariants.encodeAll(9, width, height);
    // CMYK is decoded by the JDK's codec, which does not support scaling.
    kinds.keySet().removeIf(kind -> kind.contains("CMYK") || kind.contains("YCCK"));
    kinds.forEach(
        (kind, file) -> {
          Raster reduced = decodeReduced(file, modelSide);
          assertThat(reduced.width()).as(kind).isEqualTo((width + reduction - 1) / reduction);
          assertThat(reduced.height()).as(kind).isEqualTo((height + reduction - 1) / reduction);
          Raster full = new Raster(width, height, pixels(JDK_ONLY, file));
          // At one eighth, libjpeg combines the chroma of several adjacent blocks into one sample.
          boolean coarse = reduction == 8 && (kind.endsWith("4x1") || kind.endsWith("1x2"));
          double max = coarse ? 10 : 3.5;
          assertThat(difference(reduced, full, reduction)).as(kind).isLessThan(max);
        });
  }

  private static Raster decodeReduced(byte[] file, int modelSide) {
    DecodeResult decoding = REDUCING.decode(file, new DecodePurpose.Indexing(modelSide));
    assertThat(decoding).isInstanceOf(DecodeResult.Decoded.class);
    return ((DecodeResult.Decoded) decoding).raster();
  }

  /// Returns the mean difference between the pixels of a reduced image and the means of the squares
  /// that they represent, without squares that an edge truncates.
  private static double difference(Raster reduced, Raster full, int reduction) {
    long error = 0;
    int columns = full.width() / reduction;
    int rows = full.height() / reduction;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        for (int channel = 0; channel < 3; channel++) {
          int sum = 0;
          for (int i = 0; i < reduction * reduction; i++) {
            int row = y * reduction + i / reduction;
            int column = x * reduction + i % reduction;
            sum += full.rgb()[3 * (row * full.width() + column) + channel] & 255;
          }
          int mean = sum / (reduction * reduction);
          int found = reduced.rgb()[3 * (y * reduced.width() + x) + channel] & 255;
          error += Math.abs(found - mean);
        }
      }
    }
    return error / (3.0 * columns * rows);
  }

  @Test
  void theReductionKeepsEnoughPixelsForModelAndThumbnail() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 40; i++) {
      int width = 1 + random.nextInt(900);
      int height = 1 + random.nextInt(900);
      int modelSide = 1 + random.nextInt(120);
      int thumbnailSide = 1 + random.nextInt(200);
      PhotoDecoder decoder = new PhotoDecoder(1_000_000, thumbnailSide, BuildCache.NATIVES);
      byte[] file = ImageKit.photo(i, width, height);
      DecodeResult.Decoded decoded =
          (DecodeResult.Decoded) decoder.decode(file, new DecodePurpose.Indexing(modelSide));
      int shortSide = Math.min(decoded.raster().width(), decoded.raster().height());
      int longSide = Math.max(decoded.raster().width(), decoded.raster().height());
      String description = width + " by " + height + " for " + modelSide + " and " + thumbnailSide;
      boolean fullSize = longSide == Math.max(width, height);
      boolean sufficient = shortSide >= 2 * modelSide && longSide >= 1.4 * thumbnailSide - 1;
      assertThat(fullSize || sufficient).as(description).isTrue();
      boolean eighth = (longSide - 1) * 8 < Math.max(width, height);
      boolean halfWouldDo = shortSide >= 4 * modelSide + 2 && longSide >= 2.8 * thumbnailSide + 2;
      assertThat(eighth || !halfWouldDo).as(description).isTrue();
    }
  }

  @Test
  void reducedImagesAreUprightForEveryOrientation() throws IOException {
    BufferedImage upright = ImageKit.picture(4, 400, 240);
    byte[] reference = decodeReduced(ImageKit.jpeg(upright, 1), 60).rgb();
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] file =
          ImageKit.withExif(
              ImageKit.jpeg(OrientationTest.stored(upright, orientation), 1),
              new ExifBlock().orientation(orientation));
      Raster raster = decodeReduced(file, 60);
      assertThat(raster.width()).isEqualTo(200);
      assertThat(raster.height()).isEqualTo(120);
      double error = 0;
      for (int i = 0; i < reference.length; i++) {
        error += Math.abs((raster.rgb()[i] & 255) - (reference[i] & 255));
      }
      // An image that was rotated before encoding may differ only by rounding.
      assertThat(error / reference.length).as("orientation %d", orientation).isLessThan(1.5);
    }
  }

  @Test
  void bothCodecsRejectTruncatedFiles() {
    JpegVariants.encodeAll(2, 97, 61)
        .forEach(
            (kind, file) -> {
              for (int length = 20; length < file.length; length += 1 + length / 40) {
                assertSameResult(kind, Arrays.copyOf(file, length), FailureKind.DAMAGED);
              }
              for (int missing = 1; missing < 4; missing++) {
                byte[] cut = Arrays.copyOf(file, file.length - missing);
                assertSameResult(kind, cut, FailureKind.DAMAGED);
                byte[] closed = Arrays.copyOf(cut, cut.length + 2);
                closed[cut.length] = (byte) 0xFF;
                closed[cut.length + 1] = (byte) 0xD9;
                assertSameResult(kind, closed, null);
              }
            });
  }

  private static void assertSameResult(
      String description, byte[] file, @Nullable FailureKind kind) {
    DecodeResult slow = JDK_ONLY.decode(file, DecodePurpose.QUERY);
    for (DecodePurpose purpose :
        new DecodePurpose[] {DecodePurpose.QUERY, new DecodePurpose.Indexing(8)}) {
      DecodeResult fast = REDUCING.decode(file, purpose);
      switch (slow) {
        case DecodeResult.Failed failed -> {
          assertThat(fast).as("%s of %d bytes", description, file.length).isEqualTo(failed);
          if (kind != null) {
            assertThat(failed.kind()).as(description).isEqualTo(kind);
          }
        }
        case DecodeResult.Decoded _ -> {
          assertThat(fast).as(description).isInstanceOf(DecodeResult.Decoded.class);
          assertThat(kind).as("%s of %d bytes is complete", description, file.length).isNull();
        }
      }
    }
  }

  /// Some cameras write padding between the image data and the end marker; no pixel may be lost.
  @Test
  void paddedDataIsComplete() {
    byte[] file = ImageKit.photo(1, 200, 100);
    byte[] padded = Arrays.copyOf(file, file.length + 6);
    Arrays.fill(padded, file.length - 2, padded.length, (byte) 0);
    padded[padded.length - 2] = (byte) 0xFF;
    padded[padded.length - 1] = (byte) 0xD9;
    assertThat(pixels(DECODER, padded))
        .isEqualTo(pixels(JDK_ONLY, padded))
        .isEqualTo(pixels(JDK_ONLY, file));
    assertThat(decodeReduced(padded, 10).width()).isLessThan(200);
  }

  @Test
  void aHugeSizeWithLittleDataIsRejected() {
    for (boolean progressive : new boolean[] {false, true}) {
      byte[] file = JpegVariants.withSampling(ImageKit.picture(3, 16, 16), 1, 1, progressive);
      int frame = frameOffset(file);
      file[frame + 5] = 10_000 >> 8;
      file[frame + 6] = (byte) 10_000;
      file[frame + 7] = 10_000 >> 8;
      file[frame + 8] = (byte) 10_000;
      PhotoDecoder strict = new PhotoDecoder(99_999_999, 512, BuildCache.NATIVES);
      assertThat(strict.decode(file, new DecodePurpose.Indexing(224)))
          .isEqualTo(new DecodeResult.Failed(FailureKind.TOO_LARGE, "is 10000 by 10000 pixels"));
      assertSameResult("a header", file, FailureKind.DAMAGED);
    }
  }

  private static int frameOffset(byte[] file) {
    for (int i = 0; i < file.length; i++) {
      int next = file[i + 1] & 255;
      if (file[i] == (byte) 0xFF && (next == 0xC0 || next == 0xC2)) {
        return i;
      }
    }
    throw new AssertionError("no frame");
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void bothCodecsAgreeOnCorruptedFiles() {
    long seed = TestSeed.of(TurboJpegTest.class);
    SplittableRandom random = new SplittableRandom(seed);
    JpegVariants.encodeAll(6, 64, 48)
        .forEach(
            (kind, file) -> {
              for (int round = 0; round < 120; round++) {
                byte[] broken = file.clone();
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                  int reach = random.nextBoolean() ? 700 : broken.length;
                  int at = random.nextInt(Math.min(reach, broken.length));
                  broken[at] = (byte) random.nextInt(256);
                }
                assertSameResult(
                    "%s, seed %d, round %d".formatted(kind, seed, round), broken, null);
              }
            });
  }

  @Test
  void concurrentDecodingReturnsTheSamePixels() throws Exception {
    List<byte[]> files = new ArrayList<>(JpegVariants.encodeAll(8, 260, 190).values());
    List<byte[]> sequential = files.stream().map(file -> decodeReduced(file, 40).rgb()).toList();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<byte[]>> concurrent = new ArrayList<>();
      for (int i = 0; i < 10 * files.size(); i++) {
        byte[] file = files.get(i % files.size());
        concurrent.add(pool.submit(() -> decodeReduced(file, 40).rgb()));
      }
      for (int i = 0; i < concurrent.size(); i++) {
        assertThat(concurrent.get(i).get()).isEqualTo(sequential.get(i % files.size()));
      }
    }
  }

  @Test
  void bothCodecsWriteSimilarThumbnails() throws IOException {
    byte[] file = ImageKit.photo(12, 1200, 800);
    DecodeResult.Decoded fast =
        (DecodeResult.Decoded) DECODER.decode(file, new DecodePurpose.Indexing(100));
    DecodeResult.Decoded slow =
        (DecodeResult.Decoded) JDK_ONLY.decode(file, new DecodePurpose.Indexing(100));
    BufferedImage one = ImageIO.read(new ByteArrayInputStream(fast.thumbnail()));
    BufferedImage other = ImageIO.read(new ByteArrayInputStream(slow.thumbnail()));
    assertThat(one.getWidth()).isEqualTo(other.getWidth()).isEqualTo(512);
    assertThat(one.getHeight()).isEqualTo(other.getHeight());
    double error = 0;
    for (int i = 0; i < one.getWidth() * one.getHeight(); i++) {
      int x = i % one.getWidth();
      int y = i / one.getWidth();
      error += Math.abs((one.getRGB(x, y) >> 8 & 255) - (other.getRGB(x, y) >> 8 & 255));
    }
    assertThat(error / one.getWidth() / one.getHeight()).isLessThan(3);
    // The native codec does not optimize the Huffman tables, which would take a second pass.
    assertThat(fast.thumbnail().length).isLessThan(slow.thumbnail().length * 6 / 5);
  }

  @Test
  void aPartiallyUnpackedLibraryIsUnpackedAgain(@TempDir Path natives) throws IOException {
    byte[] file = ImageKit.photo(1, 40, 30);
    assertThat(new PhotoDecoder(10_000, 64, natives).decode(file, DecodePurpose.QUERY))
        .isInstanceOf(DecodeResult.Decoded.class);
    try (Stream<Path> unpacked = Files.list(natives.resolve("leptonica-1.87.0"))) {
      Path library = unpacked.findFirst().orElseThrow();
      // Deletes the file instead of overwriting it: the loaded library's pages must stay intact.
      Files.delete(library);
      Files.write(library, new byte[1000]);
    }
    PhotoDecoder again = new PhotoDecoder(10_000, 64, natives);
    assertThat(again.decode(file, DecodePurpose.QUERY)).isInstanceOf(DecodeResult.Decoded.class);
    assertThat(again.nativeJpegError()).isEmpty();
  }
}
