package app.akin.desktop.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import app.akin.core.library.PhotoDetails;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ImageText;
import app.akin.core.photo.MarkSources;
import app.akin.core.photo.Metadata;
import app.akin.core.photo.PhotoDate;
import app.akin.core.photo.PhotoFacts;
import app.akin.core.photo.PhotoId;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Tests what the details say about a photo's dates.
class DateTextsTest {
  private final DateTexts english = new DateTexts(new Language(Locale.ENGLISH));

  private static PhotoDate date(String text) {
    return PhotoDate.parse(text).orElseThrow();
  }

  private static PhotoDetails details(String... dates) {
    List<PhotoDate> parsed = Stream.of(dates).map(DateTextsTest::date).toList();
    return new PhotoDetails(
        new PhotoId(1),
        new ContentId(1),
        new PhotoFacts("JPEG", 4, 3, 1, Metadata.ofDates(parsed)),
        null,
        parsed.getFirst(),
        1,
        MarkSources.NONE,
        List.of(),
        ImageText.NONE);
  }

  /// Returns a text with plain blanks before AM and PM.
  private static String spaced(String text) {
    return text.replace('\u202f', ' ');
  }

  @Test
  void theSourceOfTheDateAndTheOthersAreNamed() {
    assertThat(
            spaced(
                english.details(
                    details(
                        "sidecar 1985-06-07T08:09:10.000",
                        "exif 2002-01-01T00:00:00.000",
                        "name 1985-06-08"))))
        .isEqualTo(
            """
            8:09 AM · sidecar file
            EXIF: Jan 1, 2002, 12:00 AM
            file name: Jun 8, 1985\
            """);
    PhotoDetails undated = details("file 2026-01-01T10:11:00.000");
    assertThat(english.day(undated.date())).isEqualTo("Date unknown");
    assertThat(spaced(english.details(undated))).isEqualTo("file date: Jan 1, 2026, 10:11 AM");
    assertThat(english.details(details("xmp 1965"))).isEqualTo("XMP");
  }

  @Test
  void onlyWhatIsKnownOfADateIsShown() {
    assertThat(english.day(date("xmp 1965"))).isEqualTo("1965");
    assertThat(english.day(date("xmp 1965-07"))).isEqualTo("July 1965");
    assertThat(english.day(date("xmp 1965-07-04"))).isEqualTo("Sunday, July 4, 1965");
    DateTexts chinese = new DateTexts(new Language(Locale.SIMPLIFIED_CHINESE));
    assertThat(chinese.day(date("xmp 1965-07"))).isEqualTo("1965年7月");
  }
}
