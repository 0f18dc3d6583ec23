package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.photo.FailureKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares every decoder with a second one: libwebp, libjpeg-turbo, libpng, libtiff and libheif by
/// way of Pillow and command-line programs. `odd.zip` contains unusual files, each with the pixels
/// that the second decoder reads; `make.py` beside it makes the files.
class OddFilesTest {
  /// The entry name of a file's pixels is its own with this suffix.
  private static final String PIXELS = ".rgb";

  private static final Map<String, byte[]> ENTRIES = readEntries();

  private static Map<String, byte[]> readEntries() {
    Map<String, byte[]> entries = new TreeMap<>();
    try (InputStream in = OddFilesTest.class.getResourceAsStream("/odd/odd.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return entries;
  }

  private static byte[] entry(String name) {
    return Objects.requireNonNull(ENTRIES.get(name), name);
  }

  @TestFactory
  Stream<DynamicTest> pixelsMatchTheSecondDecoder() {
    assertThat(ENTRIES).hasSizeGreaterThan(200);
    return ENTRIES.keySet().stream()
        .filter(name -> !name.endsWith(PIXELS) && !name.endsWith(".refused"))
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertMatches(name, TestDecoder.DECODER, allowedMean(name))));
  }

  @TestFactory
  Stream<DynamicTest> pixelsMatchWithoutTheNativeWebpDecoder() {
    // TwelveMonkeys misreads uncompressed alpha, and replicates chroma instead of interpolating it.
    return ENTRIES.keySet().stream()
        .filter(name -> name.endsWith(".webp") && !name.matches("alpha[02].*"))
        .map(
            name ->
                DynamicTest.dynamicTest(name, () -> assertMatches(name, TestDecoder.JDK_ONLY, 11)));
  }

  @Test
  void thumbnailsShowTheSamePixels() {
    for (String name : new String[] {"white-on-clear.png", "m0.webp", "pq.avif", "clear.webp"}) {
      byte[] pixels = pixels(name);
      double mean = TestDecoder.mean(TestDecoder.thumbnail(entry(name)), 1);
      double expected = 0;
      for (int i = 1; i < pixels.length; i += 3) {
        expected += pixels[i] & 255;
      }
      assertThat(mean)
          .as(name)
          .isBetween(expected / pixels.length * 3 - 9, expected / pixels.length * 3 + 9);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zstd, Zstandard",
    "lzma, LZMA",
    "webp, WebP",
    "jpeg2000, JPEG 2000",
    "jpegxl, JPEG XL",
    "lerc, LERC"
  })
  void compressionsThatTheCodecLacksAreNamed(String file, String compression) {
    DecodeResult.Failed failure = TestDecoder.failure(entry(file + ".tif.refused"));
    assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(failure.detail()).isEqualTo("TIFF with " + compression + " compression");
  }

  @Test
  void filesThatOlderVersionsReadWronglyHaveANewerRevision() {
    assertThat(revision("rgb.psd")).isZero();
    assertThat(revision("transparent.psd")).isEqualTo(1);
    assertThat(revision("jpeg-tiles.dng")).isEqualTo(1);
    assertThat(revision("noise.webp")).isEqualTo(1);
  }

  private static int revision(String name) {
    return ((ProbeResult.Readable) TestDecoder.DECODER.probe(entry(name))).revision();
  }

  @Test
  void deepFullChromaIsKnownToNeedMoreMemory() {
    assertThat(memory("deep444.avif")).isGreaterThan(memory("brand-mif1.avif") * 4 / 3);
  }

  private static long memory(String name) {
    ProbeResult.Readable readable = (ProbeResult.Readable) TestDecoder.DECODER.probe(entry(name));
    return readable.memory() - (1L << 20);
  }

  private static byte[] pixels(String name) {
    byte[] golden = entry(name + PIXELS);
    return Arrays.copyOfRange(golden, 4, golden.length);
  }

  private static void assertMatches(String name, PhotoDecoder decoder, double allowedMean) {
    DecodeResult result = decoder.decode(entry(name), TestDecoder.INDEXING);
    if (result instanceof DecodeResult.Failed failed) {
      assumeTrue(failed.kind() != FailureKind.NEEDS_CODEC, "the codec is missing");
    }
    assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
    DecodeResult.Decoded decoded = (DecodeResult.Decoded) result;
    ByteBuffer size = ByteBuffer.wrap(entry(name + PIXELS));
    assertThat(decoded.raster().width()).isEqualTo(size.getShort());
    assertThat(decoded.raster().height()).isEqualTo(size.getShort());
    SampleDifferences differences = SampleDifferences.of(decoded.raster().rgb(), pixels(name));
    assertThat(differences.mean()).isLessThanOrEqualTo(allowedMean);
  }

  /// Returns the allowed mean difference: chroma is interpolated differently in HEIF, and high
  /// dynamic range is compared with the scene before it was encoded.
  private static double allowedMean(String name) {
    if (name.startsWith("pq") || name.startsWith("hlg")) {
      return 6;
    }
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return switch (extension) {
      case "heic", "avif", "jxl" -> 1.5;
      case "webp", "gif", "bmp", "png", "ico", "psd", "pgm", "ppm", "pbm" -> 0;
      default -> 0.5;
    };
  }
}
