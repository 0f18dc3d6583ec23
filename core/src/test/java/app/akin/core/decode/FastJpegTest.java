package app.akin.core.decode;

import static app.akin.core.decode.Decoded.DECODER;
import static app.akin.core.decode.Decoded.SLOW;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
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

/// The native JPEG codec beside Java's own: the same pixels, the same verdicts, fewer pixels where
/// fewer will do, and no harm done by any bytes.
class FastJpegTest {
  private static final System.Logger LOG = System.getLogger(FastJpegTest.class.getName());

  /// Small thumbnails, so that the model's side alone decides the scale.
  private static final PhotoDecoder REDUCING = new PhotoDecoder(100_000_000, 8, BuildCache.NATIVES);

  /// Both are libjpeg's arithmetic, one in vector code: not a bit may differ.
  @Test
  void bothCodecsGiveTheSamePixels() {
    Map<String, byte[]> kinds = JpegKinds.of(5, 131, 77);
    kinds.forEach(
        (kind, file) -> assertThat(pixels(DECODER, file)).as(kind).isEqualTo(pixels(SLOW, file)));
    assertThat(DECODER.slowness()).isEmpty();
    assertThat(SLOW.slowness()).isPresent();
  }

  private static byte[] pixels(PhotoDecoder decoder, byte[] file) {
    Decoding decoding = decoder.decode(file, Purpose.QUERY);
    assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
    return ((Decoding.Decoded) decoding).raster().rgb();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void aReducedPictureIsTheMeanOfWhatItCovers(int reduction) {
    int width = 333;
    int height = 250;
    int modelSide = (height + reduction - 1) / reduction / 2;
    Map<String, byte[]> kinds = JpegKinds.of(9, width, height);
    // Inks are Java's own codec's business, which knows no scales.
    kinds.keySet().removeIf(kind -> kind.contains("CMYK") || kind.contains("YCCK"));
    kinds.forEach(
        (kind, file) -> {
          Raster reduced = reduced(file, modelSide);
          assertThat(reduced.width()).as(kind).isEqualTo((width + reduction - 1) / reduction);
          assertThat(reduced.height()).as(kind).isEqualTo((height + reduction - 1) / reduction);
          Raster full = new Raster(width, height, pixels(SLOW, file));
          // At an eighth, libjpeg makes one sample of the colour of several blocks side by side.
          boolean coarse = reduction == 8 && (kind.endsWith("4x1") || kind.endsWith("1x2"));
          double most = coarse ? 10 : 3.5;
          assertThat(difference(reduced, full, reduction)).as(kind).isLessThan(most);
        });
  }

  private static Raster reduced(byte[] file, int modelSide) {
    Decoding decoding = REDUCING.decode(file, new Purpose.Indexing(modelSide));
    assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
    return ((Decoding.Decoded) decoding).raster();
  }

  /// How far the pixels of a reduced picture are from the mean of the square each stands for, on
  /// average; the squares cut off by an edge are left out.
  private static double difference(Raster reduced, Raster full, int reduction) {
    long off = 0;
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
          off += Math.abs(found - mean);
        }
      }
    }
    return off / (3.0 * columns * rows);
  }

  @Test
  void noMoreIsLeftOutThanModelAndThumbnailCanSpare() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 40; i++) {
      int width = 1 + random.nextInt(900);
      int height = 1 + random.nextInt(900);
      int modelSide = 1 + random.nextInt(120);
      int thumbnailSide = 1 + random.nextInt(200);
      PhotoDecoder decoder = new PhotoDecoder(1_000_000, thumbnailSide, BuildCache.NATIVES);
      byte[] file = ImageKit.photo(i, width, height);
      Decoding.Decoded decoded =
          (Decoding.Decoded) decoder.decode(file, new Purpose.Indexing(modelSide));
      int shortSide = Math.min(decoded.raster().width(), decoded.raster().height());
      int longSide = Math.max(decoded.raster().width(), decoded.raster().height());
      String which = width + " by " + height + " for " + modelSide + " and " + thumbnailSide;
      boolean whole = longSide == Math.max(width, height);
      boolean enough = shortSide >= 2 * modelSide && longSide >= 1.4 * thumbnailSide - 1;
      assertThat(whole || enough).as(which).isTrue();
      boolean eighth = (longSide - 1) * 8 < Math.max(width, height);
      boolean halfWouldDo = shortSide >= 4 * modelSide + 2 && longSide >= 2.8 * thumbnailSide + 2;
      assertThat(eighth || !halfWouldDo).as(which).isTrue();
    }
  }

  @Test
  void everyOrientationIsSetUprightWhenReduced() throws IOException {
    BufferedImage upright = ImageKit.picture(4, 400, 240);
    byte[] reference = reduced(ImageKit.jpeg(upright, 1), 60).rgb();
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] file =
          ImageKit.withExif(
              ImageKit.jpeg(OrientationTest.stored(upright, orientation), 1),
              new ExifBlock().orientation(orientation));
      Raster raster = reduced(file, 60);
      assertThat(raster.width()).isEqualTo(200);
      assertThat(raster.height()).isEqualTo(120);
      double off = 0;
      for (int i = 0; i < reference.length; i++) {
        off += Math.abs((raster.rgb()[i] & 255) - (reference[i] & 255));
      }
      // A picture that was turned before it was stored has other rounding, and no more.
      assertThat(off / reference.length).as("orientation %d", orientation).isLessThan(1.5);
    }
  }

  @Test
  void aCutFileIsCutWhicheverCodecReads() {
    JpegKinds.of(2, 97, 61)
        .forEach(
            (kind, file) -> {
              for (int length = 20; length < file.length; length += 1 + length / 40) {
                assertSameVerdict(kind, Arrays.copyOf(file, length), FailureKind.DAMAGED);
              }
              for (int missing = 1; missing < 4; missing++) {
                byte[] cut = Arrays.copyOf(file, file.length - missing);
                assertSameVerdict(kind, cut, FailureKind.DAMAGED);
                byte[] closed = Arrays.copyOf(cut, cut.length + 2);
                closed[cut.length] = (byte) 0xFF;
                closed[cut.length + 1] = (byte) 0xD9;
                assertSameVerdict(kind, closed, null);
              }
            });
  }

  private static void assertSameVerdict(String which, byte[] file, @Nullable FailureKind kind) {
    Decoding slow = SLOW.decode(file, Purpose.QUERY);
    for (Purpose purpose : new Purpose[] {Purpose.QUERY, new Purpose.Indexing(8)}) {
      Decoding fast = REDUCING.decode(file, purpose);
      switch (slow) {
        case Decoding.Refused refused -> {
          assertThat(fast).as("%s of %d bytes", which, file.length).isEqualTo(refused);
          if (kind != null) {
            assertThat(refused.kind()).as(which).isEqualTo(kind);
          }
        }
        case Decoding.Decoded _ -> {
          assertThat(fast).as(which).isInstanceOf(Decoding.Decoded.class);
          assertThat(kind).as("%s of %d bytes is whole", which, file.length).isNull();
        }
      }
    }
  }

  /// Bytes that a camera put between the data and the end cost no pixel.
  @Test
  void paddedDataIsWhole() {
    byte[] file = ImageKit.photo(1, 200, 100);
    byte[] padded = Arrays.copyOf(file, file.length + 6);
    Arrays.fill(padded, file.length - 2, padded.length, (byte) 0);
    padded[padded.length - 2] = (byte) 0xFF;
    padded[padded.length - 1] = (byte) 0xD9;
    assertThat(pixels(DECODER, padded))
        .isEqualTo(pixels(SLOW, padded))
        .isEqualTo(pixels(SLOW, file));
    assertThat(reduced(padded, 10).width()).isLessThan(200);
  }

  @Test
  void aHugeHeaderWithLittleBehindItIsRefused() {
    for (boolean progressive : new boolean[] {false, true}) {
      byte[] file = JpegKinds.sampled(ImageKit.picture(3, 16, 16), 1, 1, progressive);
      int frame = frame(file);
      file[frame + 5] = 10_000 >> 8;
      file[frame + 6] = (byte) 10_000;
      file[frame + 7] = 10_000 >> 8;
      file[frame + 8] = (byte) 10_000;
      PhotoDecoder strict = new PhotoDecoder(99_999_999, 512, BuildCache.NATIVES);
      assertThat(strict.decode(file, new Purpose.Indexing(224)))
          .isEqualTo(new Decoding.Refused(FailureKind.TOO_LARGE, "is 10000 by 10000 pixels"));
      assertSameVerdict("a header", file, FailureKind.DAMAGED);
    }
  }

  private static int frame(byte[] file) {
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
  void brokenFilesHarmNothingAndHaveOneVerdict() {
    long seed = System.nanoTime();
    LOG.log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
    SplittableRandom random = new SplittableRandom(seed);
    JpegKinds.of(6, 64, 48)
        .forEach(
            (kind, file) -> {
              for (int round = 0; round < 120; round++) {
                byte[] broken = file.clone();
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                  int reach = random.nextBoolean() ? 700 : broken.length;
                  int at = random.nextInt(Math.min(reach, broken.length));
                  broken[at] = (byte) random.nextInt(256);
                }
                assertSameVerdict(
                    "%s, seed %d, round %d".formatted(kind, seed, round), broken, null);
              }
            });
  }

  @Test
  void manyThreadsDecodeAtOnce() throws Exception {
    List<byte[]> files = new ArrayList<>(JpegKinds.of(8, 260, 190).values());
    List<byte[]> alone = files.stream().map(file -> reduced(file, 40).rgb()).toList();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<byte[]>> together = new ArrayList<>();
      for (int i = 0; i < 10 * files.size(); i++) {
        byte[] file = files.get(i % files.size());
        together.add(pool.submit(() -> reduced(file, 40).rgb()));
      }
      for (int i = 0; i < together.size(); i++) {
        assertThat(together.get(i).get()).isEqualTo(alone.get(i % files.size()));
      }
    }
  }

  @Test
  void thumbnailsOfBothCodecsShowTheSame() throws IOException {
    byte[] file = ImageKit.photo(12, 1200, 800);
    Decoding.Decoded fast = (Decoding.Decoded) DECODER.decode(file, new Purpose.Indexing(100));
    Decoding.Decoded slow = (Decoding.Decoded) SLOW.decode(file, new Purpose.Indexing(100));
    BufferedImage one = ImageIO.read(new ByteArrayInputStream(fast.thumbnail()));
    BufferedImage other = ImageIO.read(new ByteArrayInputStream(slow.thumbnail()));
    assertThat(one.getWidth()).isEqualTo(other.getWidth()).isEqualTo(512);
    assertThat(one.getHeight()).isEqualTo(other.getHeight());
    double off = 0;
    for (int i = 0; i < one.getWidth() * one.getHeight(); i++) {
      int x = i % one.getWidth();
      int y = i / one.getWidth();
      off += Math.abs((one.getRGB(x, y) >> 8 & 255) - (other.getRGB(x, y) >> 8 & 255));
    }
    assertThat(off / one.getWidth() / one.getHeight()).isLessThan(3);
    // The native codec does not look for the best Huffman tables, which takes a second pass.
    assertThat(fast.thumbnail().length).isLessThan(slow.thumbnail().length * 6 / 5);
  }

  @Test
  void aLibraryThatWasHalfUnpackedIsUnpackedAgain(@TempDir Path natives) throws IOException {
    byte[] file = ImageKit.photo(1, 40, 30);
    assertThat(new PhotoDecoder(10_000, 64, natives).decode(file, Purpose.QUERY))
        .isInstanceOf(Decoding.Decoded.class);
    try (Stream<Path> unpacked = Files.list(natives.resolve("leptonica-1.87.0"))) {
      Path library = unpacked.findFirst().orElseThrow();
      // Not the file that is loaded already, whose pages must stay.
      Files.delete(library);
      Files.write(library, new byte[1000]);
    }
    PhotoDecoder again = new PhotoDecoder(10_000, 64, natives);
    assertThat(again.decode(file, Purpose.QUERY)).isInstanceOf(Decoding.Decoded.class);
    assertThat(again.slowness()).isEmpty();
  }
}
