package app.akin.core.decode;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses dates in file names, as written by cameras, phones and messengers: `IMG_20240506_070809`,
/// `PXL_20240506_070809123`, `2024-05-06 07.08.09`, `Screenshot 2024-05-06 at 07.08.09`,
/// `IMG-20240506-WA0001`. Stateless.
final class FileNameDate {
  private static final Pattern DATE =
      Pattern.compile(
          "(?<!\\d)((?:19|20)\\d{2})([-_.]?)(\\d{2})\\2(\\d{2})"
              + "(?:(?:[-_. T]| at )?(\\d{2})[-_.:]?(\\d{2})[-_.:]?(\\d{2})(\\d{3})?)?(?!\\d)");

  private static final int FIRST_YEAR = 1990;
  private static final int LAST_YEAR = 2099;

  private FileNameDate() {}

  /// Returns the first valid date in a name, at midnight if it has no time, or null.
  static @Nullable LocalDateTime of(String fileName) {
    Matcher matcher = DATE.matcher(fileName);
    while (matcher.find()) {
      LocalDateTime date = date(matcher);
      if (date != null && date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
        return date;
      }
    }
    return null;
  }

  private static @Nullable LocalDateTime date(Matcher matcher) {
    try {
      return LocalDateTime.of(
          number(matcher, 1),
          number(matcher, 3),
          number(matcher, 4),
          number(matcher, 5),
          number(matcher, 6),
          number(matcher, 7),
          1_000_000 * number(matcher, 8));
    } catch (DateTimeException e) {
      return null; // not a valid date
    }
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
