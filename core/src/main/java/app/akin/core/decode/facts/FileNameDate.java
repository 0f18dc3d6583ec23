package app.akin.core.decode.facts;

import app.akin.core.photo.DatePrecision;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.PhotoDate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dates in file names, as written by cameras, phones, messengers and screenshot programs:
/// `IMG_20240506_070809`, `PXL_20240506_070809123`, `2024-05-06 07.08.09`, `IMG-20240506-WA0001`,
/// `Screenshot 2024-05-06 at 7.08.09 PM`, and `FB_IMG_1520435345678`, milliseconds since 1970.
///
/// @param dates checks the dates
record FileNameDate(DateReader dates) {
  /// A date and an optional time. Words of any language may stand between them; a time with
  /// separators may have an hour of one digit and a half of the day after (or, in Chinese, before)
  /// it.
  private static final Pattern DATE =
      Pattern.compile(
          "(?<!\\d)(\\d{4})([-_.]?)(\\d{2})\\2(\\d{2})"
              + "(?:(?:[-_. T\\u00a0\\u202f]|[\\s,]{1,2}[\\p{L}.()]{1,4}(?: [\\p{L}()]{1,5})?"
              + "[\\s,\\u00a0\\u202f])?"
              + "([上下]午)?(?:(\\d{2})(\\d{2})(\\d{2})(\\d{3})?"
              + "|(\\d{1,2})[-_.:\\u2236h](\\d{2})[-_.:\\u2236m](\\d{2})(?:[-_.](\\d{3}))?"
              + "(?:[\\s\\u00a0\\u202f_]?([AaPp])\\.?\\s?[Mm](?!\\p{L}))?))?(?!\\d)");

  private static final Pattern EPOCH = Pattern.compile("(?<!\\d)(1\\d{12})(?!\\d)");

  /// Before this year, dates without separators are other numbers.
  private static final int FIRST_COMPACT_YEAR = 1990;

  /// Returns the first valid date in a name; empty if there is none.
  Optional<PhotoDate> of(String fileName) {
    Matcher matcher = DATE.matcher(fileName);
    while (matcher.find()) {
      Optional<PhotoDate> date = date(matcher);
      if (date.isPresent()) {
        return date;
      }
    }
    Matcher epoch = EPOCH.matcher(fileName);
    while (epoch.find()) {
      Optional<PhotoDate> date =
          dates.at(Instant.ofEpochMilli(Long.parseLong(epoch.group(1))), DateSource.NAME);
      if (date.isPresent()) {
        return date;
      }
    }
    return Optional.empty();
  }

  private Optional<PhotoDate> date(Matcher matcher) {
    int year = dates.year(number(matcher.group(1)));
    if (year == 0 || (matcher.group(2).isEmpty() && year < FIRST_COMPACT_YEAR)) {
      return Optional.empty();
    }
    LocalDate day;
    try {
      day = LocalDate.of(year, number(matcher.group(3)), number(matcher.group(4)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    LocalDateTime time;
    try {
      time = time(day, matcher);
    } catch (DateTimeException e) {
      return Optional.empty(); // digits that are no time: the number is no date either
    }
    return dates.checked(
        time == null
            ? new PhotoDate(day.atStartOfDay(), DatePrecision.DAY, null, DateSource.NAME)
            : PhotoDate.of(time, null, DateSource.NAME));
  }

  private static @Nullable LocalDateTime time(LocalDate day, Matcher matcher) {
    boolean compact = matcher.group(6) != null;
    if (!compact && matcher.group(10) == null) {
      return null;
    }
    int first = compact ? 6 : 10;
    int hour = number(matcher.group(first));
    String half = half(matcher.group(5), matcher.group(14));
    if (half != null && hour >= 1 && hour <= 12) {
      hour = hour % 12 + (half.equals("p") ? 12 : 0);
    }
    return day.atTime(
        hour == 24 ? 0 : hour,
        number(matcher.group(first + 1)),
        number(matcher.group(first + 2)),
        1_000_000 * number(matcher.group(first + 3)));
  }

  private static @Nullable String half(@Nullable String chinese, @Nullable String letter) {
    if (chinese != null) {
      return chinese.equals("下午") ? "p" : "a";
    }
    return letter == null ? null : letter.equalsIgnoreCase("p") ? "p" : "a";
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
