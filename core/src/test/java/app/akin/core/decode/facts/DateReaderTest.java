package app.akin.core.decode.facts;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.TestSeed;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.PhotoDate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the lenient reader of dates: what is known of each text, and nothing else.
class DateReaderTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

  private static @Nullable String read(String text) {
    return new DateReader(CLOCK)
        .read(text, null, null, DateSource.EXIF)
        .map(date -> date.text().substring("exif ".length()))
        .orElse(null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // Complete dates.
        "2024:05:06 07:08:09 | 2024-05-06T07:08:09.000",
        "2024:05:06 07:08:09.25 | 2024-05-06T07:08:09.250",
        "2024-05-06T07:08:09+02:00 | 2024-05-06T07:08:09.000+02:00",
        "2024-05-06T07:08:09.5Z | 2024-05-06T07:08:09.500Z",
        "2024-05-06T07:08 | 2024-05-06T07:08:00.000",
        "2024/05/06 07:08:09 | 2024-05-06T07:08:09.000",
        "2024.05.06 07:08:09 | 2024-05-06T07:08:09.000",
        "2024:05:06 07:08:09 PM | 2024-05-06T19:08:09.000",
        "2024:05:06 12:08:09 AM | 2024-05-06T00:08:09.000",
        "20240506T070809 | 2024-05-06T07:08:09.000",
        "20240506T070809+0200 | 2024-05-06T07:08:09.000+02:00",
        // Fields with blanks, and of one digit.
        "~2009: 1: 3 10: 2: 5~ | 2009-01-03T10:02:05.000",
        "2009:1:3 1:2:5 | 2009-01-03T01:02:05.000",
        // Partial dates.
        "1965 | 1965",
        "1965-07 | 1965-07",
        "1965-07-04 | 1965-07-04",
        "1965:07 | 1965-07",
        "2004:05:06 | 2004-05-06",
        "19650704 | 1965-07-04",
        "19650700 | 1965-07",
        "19650000 | 1965",
        "1965:00:00 00:00:00 | 1965",
        "1965-07-00 | 1965-07",
        "~1993:08:  ~ | 1993-08",
        "~1993:  :     :  :  ~ | 1993",
        "~1993:08:07   :  :  ~ | 1993-08-07",
        "1965-??-?? | 1965",
        "1965-07-?? | 1965-07",
        "2023:02:03 25:00:00 | 2023-02-03",
        "2023:02:03 10:61:00 | 2023-02-03",
        // Hour 24, and leap seconds.
        "2015:06:07 24:10:11 | 2015-06-07T00:10:11.000",
        "2015-06-07T24:00:00 | 2015-06-08T00:00:00.000",
        "2016:12:31 23:59:60 | 2016-12-31T23:59:59.000",
        // Years that cannot be.
        "2567:05:06 07:08:09 | 2024-05-06T07:08:09.000",
        "2563:02:29 07:08:09 | 2020-02-29T07:08:09.000",
        "2567 | 2024",
        "1826 | 1826",
        "1825:01:01 00:00:00 | ",
        "2026:03:02 23:00:00 | 2026-03-02T23:00:00.000",
        "2026:03:03 00:00:00 | ",
        "2099:01:01 00:00:00 | ",
        "0000:00:00 00:00:00 | ",
        "0001:01:01 00:00:00 | ",
        "9999:12:31 23:59:59 | ",
        // Texts of PNG files.
        "Tue, 13 Dec 2011 10:11:12 GMT | 2011-12-13T10:11:12.000Z",
        "13 Dec 2011 10:11:12 +0100 | 2011-12-13T10:11:12.000+01:00",
        "Tue 13 Dec 2011 10:11:12 CET | 2011-12-13T10:11:12.000",
        "Tue Dec 13 10:11:12 2011 | 2011-12-13T10:11:12.000",
        "Tue Dec 13 10:11:12 CET 2011 | 2011-12-13T10:11:12.000",
        "December 13, 2011 10:11 AM | 2011-12-13T10:11:00.000",
        "13 December 2011 | 2011-12-13",
        // No dates.
        "yesterday | ",
        "12345 | ",
        "1323785716 | ",
        "2023:13:01 00:00:00 | ",
        "2023:02:30 10:00:00 | ",
      })
  void aDateIsReadAsFarAsItIsKnown(String text, @Nullable String known) {
    assertThat(read(text)).isEqualTo(known);
  }

  @Test
  void storedTextIsReadAgain() {
    for (String text :
        new String[] {
          "1965", "1965-07", "1965-07-04", "1965-07-04T01:02:03.004", "2024-05-06T07:08:09.500Z"
        }) {
      PhotoDate date =
          new DateReader(CLOCK).read(text, null, null, DateSource.IPTC_DIGITIZED).orElseThrow();
      assertThat(date.text()).isEqualTo("iptc_digitized " + text);
      assertThat(PhotoDate.parse(date.text())).contains(date);
    }
    assertThat(PhotoDate.parse("1965")).isEmpty();
    assertThat(PhotoDate.parse("moon 1965")).isEmpty();
  }

  @Test
  void anInstantIsInTheZoneOfTheClock() {
    DateReader reader = new DateReader(CLOCK.withZone(ZoneId.of("Asia/Tokyo")));
    assertThat(reader.at(Instant.parse("2018-03-07T15:09:05.678Z"), DateSource.NAME))
        .map(PhotoDate::text)
        .contains("name 2018-03-08T00:09:05.678+09:00");
    assertThat(reader.at(Instant.parse("2027-01-01T00:00:00Z"), DateSource.NAME)).isEmpty();
  }

  @Test
  void noTextThrows() {
    SplittableRandom random = new SplittableRandom(TestSeed.of(DateReaderTest.class));
    String letters = "0123456789 :-/.TZ+?apmDecJan\u202f年";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      PhotoDate date =
          new DateReader(CLOCK).read(text.toString(), null, null, DateSource.XMP).orElse(null);
      if (date != null) {
        assertThat(date.start().getYear()).as(text.toString()).isBetween(1826, 2026);
        assertThat(PhotoDate.parse(date.text())).as(text.toString()).contains(date);
      }
    }
  }
}
