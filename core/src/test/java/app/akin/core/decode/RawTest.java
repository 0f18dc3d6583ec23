package app.akin.core.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.RawKit;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Decodes raw files in the layouts of the manufacturers.
class RawTest {
  private static final byte[] LARGE = ImageKit.jpeg(ImageKit.picture(5, 90, 60), 0.9f);
  private static final byte[] SMALL = ImageKit.jpeg(ImageKit.picture(6, 30, 20), 0.9f);
  private static final LocalDateTime TAKEN = LocalDateTime.of(2024, 5, 6, 7, 8, 9, 250_000_000);

  private static final Map<String, String> CAMERAS =
      Map.of(
          "cr2", "Canon EOS 90D",
          "cr3", "Canon EOS R5",
          "nef", "NIKON CORPORATION Z 6",
          "arw", "SONY ILCE-7M3",
          "dng", "Google Pixel 8",
          "orf", "OLYMPUS CORPORATION E-M1MarkII",
          "rw2", "Panasonic DC-G9",
          "raf", "FUJIFILM X-T4",
          "pef", "PENTAX K-1");

  @ParameterizedTest
  @ValueSource(strings = {"cr2", "cr3", "nef", "arw", "dng", "orf", "rw2", "raf", "pef"})
  void theLargestPreviewIsRotatedOnce(String kind) {
    byte[] plain = TestDecoder.rgb(LARGE);
    byte[] expected = TestDecoder.rgb(ImageKit.withExif(LARGE, new ExifBlock().orientation(6)));
    // Cameras may repeat the orientation in the preview.
    byte[] withOrientation = ImageKit.withExif(LARGE, new ExifBlock().orientation(6));
    for (byte[] large : new byte[][] {LARGE, withOrientation}) {
      byte[] file = Objects.requireNonNull(RawKit.all(large, SMALL, 6).get(kind));
      DecodeResult.Decoded decoded = TestDecoder.of(file);
      assertThat(decoded.facts())
          .returns("RAW", PhotoFacts::format)
          .returns(60, PhotoFacts::width)
          .returns(90, PhotoFacts::height)
          .returns(6, PhotoFacts::orientation)
          .returns(TAKEN, PhotoFacts::taken)
          .returns(DateSource.EXIF, PhotoFacts::takenFrom)
          .returns(CAMERAS.get(kind), PhotoFacts::camera);
      assertThat(decoded.raster().rgb()).isEqualTo(expected);
    }
    byte[] upright = Objects.requireNonNull(RawKit.all(LARGE, SMALL, 1).get(kind));
    assertThat(TestDecoder.rgb(upright)).isEqualTo(plain);
    assertThat(PhotoDecoder.hasImageExtension("IMG_1." + kind)).isTrue();
  }

  @Test
  void anUncompressedPreviewOfADngIsShown() {
    byte[] rgb = new byte[3 * 20 * 10];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (5 * i);
    }
    int dngVersion = 50706;
    byte[] file =
        TestImageEncoders.tiff(
            20, 10, 8, 2, 3, rgb, ByteOrder.LITTLE_ENDIAN, Map.of(dngVersion, 1));
    DecodeResult.Decoded decoded = TestDecoder.of(file);
    assertThat(decoded.facts().format()).isEqualTo("RAW");
    assertThat(decoded.raster().rgb()).isEqualTo(rgb);
  }

  @Test
  void aContainerOfUnknownStructureShowsItsLargestJpeg() {
    byte[] x3f = RawKit.joined("FOVb\0\0\2\0".getBytes(ISO_8859_1), new byte[100], SMALL, LARGE);
    byte[] crw = RawKit.joined("II\u001A\0\0\0HEAPCCDR".getBytes(ISO_8859_1), new byte[50], LARGE);
    for (byte[] file : new byte[][] {x3f, crw}) {
      DecodeResult.Decoded decoded = TestDecoder.of(file);
      assertThat(decoded.facts().format()).isEqualTo("RAW");
      assertThat(decoded.raster().rgb()).isEqualTo(TestDecoder.rgb(LARGE));
    }
  }

  @Test
  void aRawFileWithoutAPreviewIsUnsupported() {
    byte[] noPreview = new byte[8];
    RawKit.all(noPreview, noPreview, 1)
        .forEach(
            (kind, file) -> {
              // A RAF's header states the preview length; a NEF also has a small TIFF image.
              if (!kind.equals("raf") && !kind.equals("nef")) {
                TestDecoder.assertFails(file, FailureKind.UNSUPPORTED);
              }
            });
  }
}
