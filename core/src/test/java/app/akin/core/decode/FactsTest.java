package app.akin.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.kit.ExifBlock;
import app.akin.core.kit.ImageKit;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.Metadata.Place;
import app.akin.core.photo.PhotoFacts;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the facts that are read from EXIF.
class FactsTest {
  private static final byte[] PHOTO = ImageKit.photo(1, 32, 24);

  private static PhotoFacts facts(ExifBlock exif) {
    return TestDecoder.of(ImageKit.withExif(PHOTO, exif)).facts();
  }

  @Test
  void allExifFactsAreRead() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      PhotoFacts facts =
          facts(
              new ExifBlock(order)
                  .taken("2024:05:06 07:08:09")
                  .subSeconds("25")
                  .offset("-03:30")
                  .changed("2025:01:01 00:00:00")
                  .camera("Canon ", "Canon EOS 5D")
                  .lens(" EF 50mm f/1.8 ")
                  .place(-33.8568, 151.2153)
                  .altitude(-12.5));
      assertThat(facts.taken()).isEqualTo(LocalDateTime.of(2024, 5, 6, 7, 8, 9, 250_000_000));
      assertThat(facts.offset()).isEqualTo(ZoneOffset.ofHoursMinutes(-3, -30));
      assertThat(facts.camera()).isEqualTo("Canon EOS 5D");
      assertThat(facts.lens()).isEqualTo("EF 50mm f/1.8");
      Place place = Objects.requireNonNull(facts.place());
      assertThat(place.latitude()).isCloseTo(-33.8568, within(1e-6));
      assertThat(place.longitude()).isCloseTo(151.2153, within(1e-6));
      assertThat(place.altitude()).isEqualTo(-12.5);
    }
  }

  @Test
  void aFileWithoutExifHasOnlyFormatAndSize() {
    assertThat(TestDecoder.of(PHOTO).facts())
        .isEqualTo(new PhotoFacts("JPEG", 32, 24, 1, Metadata.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "NIKON CORPORATION, NIKON D90, NIKON CORPORATION D90",
    "SONY, ILCE-7M3, SONY ILCE-7M3",
    "'', iPhone 15, iPhone 15",
    "Apple, '', Apple"
  })
  void theMakerIsNotRepeatedInTheCameraName(String make, String model, String camera) {
    assertThat(facts(new ExifBlock().camera(make, model)).camera()).isEqualTo(camera);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2023:13:01 00:00:00",
        "2023:02:30 10:00:00",
        "0001:01:01 00:00:00",
        "yesterday",
        ""
      })
  void invalidDatesAreOmitted(String date) {
    assertThat(facts(new ExifBlock().taken(date)).taken()).isNull();
  }

  @Test
  void otherDateFormatsAreRead() {
    LocalDateTime expected = LocalDateTime.of(2019, 12, 31, 23, 59, 58);
    for (String text : new String[] {"2019:12:31 23:59:58", "2019-12-31T23:59:58Z"}) {
      assertThat(facts(new ExifBlock().taken(text)).taken()).isEqualTo(expected);
    }
  }

  @Test
  void invalidPlacesAreOmitted() {
    assertThat(facts(new ExifBlock().place(0, 0)).place()).isNull();
    assertThat(facts(new ExifBlock().place(95, 10)).place()).isNull();
    assertThat(facts(new ExifBlock().altitude(100)).place()).isNull();
  }

  @Test
  void aBrokenExifBlockNeverFailsDecoding() {
    byte[] whole =
        new ExifBlock()
            .orientation(3)
            .taken("2024:05:06 07:08:09")
            .camera("A", "B")
            .place(1, 2)
            .bytes();
    long seed = TestSeed.of(FactsTest.class);
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = TestDecoder.rgb(ImageKit.png(ImageKit.picture(1, 32, 24)));
    for (int i = 0; i < 300; i++) {
      byte[] broken = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int flips = random.nextInt(6); flips > 0; flips--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      byte[] png = ImageKit.withChunk(ImageKit.png(ImageKit.picture(1, 32, 24)), "eXIf", broken);
      DecodeResult.Decoded decoded = TestDecoder.of(png);
      assertThat(decoded.raster().rgb()).as("seed %s, round %s", seed, i).hasSize(pixels.length);
    }
  }
}
