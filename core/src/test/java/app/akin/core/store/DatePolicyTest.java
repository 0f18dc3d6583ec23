package app.akin.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.kit.TestSeed;
import app.akin.core.photo.PhotoDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the choice among dates, in every order.
class DatePolicyTest {
  private static List<PhotoDate> dates(String lines) {
    return lines.lines().map(line -> PhotoDate.parse(line.strip()).orElseThrow()).toList();
  }

  private static List<String> rank(List<PhotoDate> dates) {
    return DatePolicy.rank(dates).stream().map(PhotoDate::text).toList();
  }

  @Test
  void datesRankByMeaningAndThenBySource() {
    List<PhotoDate> all =
        dates(
            """
            sidecar 1985-06-07
            exif 2002-01-01T00:00:00.000
            xmp 1965-07-04
            iptc 1972-08-15
            exif_digitized 2019-05-01T10:00:00.000
            png 2011-12-13T10:11:12.000
            gps 2016-04-05T06:07:08.000Z
            name 2018-03-07
            exif_changed 2013-02-03T04:05:06.000
            """);
    Random random = new Random(TestSeed.of(DatePolicyTest.class));
    for (int i = 0; i < 50; i++) {
      List<PhotoDate> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, random);
      assertThat(rank(shuffled)).isEqualTo(all.stream().map(PhotoDate::text).toList());
    }
  }

  @Test
  void amongEqualSourcesTheMorePreciseAndThenTheEarlierDateCounts() {
    List<PhotoDate> all =
        new ArrayList<>(
            dates(
                """
                exif 1965
                exif 1965-07-04T01:02:03.000
                exif 1966-07-04T01:02:03.000
                """));
    assertThat(rank(all)).containsExactly("exif 1965-07-04T01:02:03.000");
    Collections.reverse(all);
    assertThat(rank(all)).containsExactly("exif 1965-07-04T01:02:03.000");
  }

  /// Google Takeout states the time in UTC. It is a correction only if it is not that of the file.
  @ParameterizedTest
  @CsvSource({
    "exif 2010-01-01T01:00:00.000, 2010-01-01T00:00:00.000Z, exif",
    "exif 2010-01-01T05:45:30.000, 2010-01-01T00:00:00.000Z, exif",
    "exif 2010-01-01T01:00:00.000+01:00, 2010-01-01T00:00:00.000Z, exif",
    "exif 2010-01-01T01:00:00.000+02:00, 2010-01-01T00:00:00.000Z, takeout",
    "exif 2002-01-01T00:00:00.000, 2010-01-01T00:00:00.000Z, takeout",
    "exif 2010-01-01T00:07:00.000, 2010-01-01T00:00:00.000Z, takeout",
    "exif 1965, 1965-06-01T00:00:00.000Z, exif",
    "exif 1965, 1966-06-01T00:00:00.000Z, takeout",
    "exif_digitized 2019-01-01T00:00:00.000, 1965-06-01T00:00:00.000Z, takeout"
  })
  void takeoutCorrectsAnotherDate(String file, String exported, String best) {
    assertThat(rank(dates(file + "\ntakeout " + exported)).getFirst()).startsWith(best + " ");
  }
}
