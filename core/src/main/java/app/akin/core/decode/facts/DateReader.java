package app.akin.core.decode.facts;

import app.akin.core.photo.DatePrecision;
import app.akin.core.photo.DateSource;
import app.akin.core.photo.PhotoDate;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dates of all sources leniently: EXIF (`2024:05:06 07:08:09`), ISO 8601, IPTC (`20240506`),
/// and the forms of PNG texts (`Mon, 6 May 2024 07:08:09 +0200`). Fields may be blank, zero, of one
/// digit or missing; what is left is a day, a month or a year. Stateless apart from the clock.
final class DateReader {
  /// The year of the oldest photo.
  static final int FIRST_YEAR = 1826;

  /// The difference between a year of the Buddhist and of the Gregorian calendar.
  private static final int BUDDHIST = 543;

  private static final String UNKNOWN = "[ ?*xX_-]";
  private static final String TIME =
      "(?<hour>\\d{1,2}) ?: ?(?<minute>\\d{1,2})(?: ?: ?(?<second>\\d{1,2}))?"
          + "(?:[.,](?<fraction>\\d+))?(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?"
          + " ?(?<zone>Z|UTC|GMT|[+-]\\d{1,2}(?::?\\d{2})?)?.*";

  /// Year, month and day as numbers, with separators, the later ones optional.
  private static final Pattern SEPARATED =
      Pattern.compile(
          "(?<year>\\d{4})(?:[-:/. ](?<month> ?\\d{1,2}|"
              + UNKNOWN
              + "{0,2})(?:[-:/. ](?<day> ?\\d{1,2}|"
              + UNKNOWN
              + "{0,2}))?)?(?:[T ,]+(?:"
              + TIME
              + "|.*))?",
          Pattern.DOTALL);

  /// Year, month and day without separators.
  private static final Pattern COMPACT =
      Pattern.compile(
          "(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})"
              + "(?:[T ]?(?:(?<hour>\\d{2}):?(?<minute>\\d{2}):?(?<second>\\d{2})?"
              + "(?:[.,](?<fraction>\\d+))?(?<half>[ap])?(?<zone>Z|[+-]\\d{2}:?\\d{2})?))?");

  private static final String MONTH_NAME =
      "(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?";

  /// `6 May 2024`, with an optional day of the week before and a time after it (RFC 2822).
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?i)(?:\\p{L}+\\.?,? +)?(?<day>\\d{1,2})(?:st|nd|rd|th)?[ .-]+"
              + MONTH_NAME
              + "[ ,-]+(?<year>\\d{4})(?:[ ,T]+(?:at )?"
              + TIME
              + ")?");

  /// `May 6, 2024`, and the year at the end: `Mon May 6 07:08:09 CEST 2024` (asctime).
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          "(?i)(?:\\p{L}+\\.?,? +)?"
              + MONTH_NAME
              + " +(?<day>\\d{1,2})(?:st|nd|rd|th)?,? +(?<year>\\d{4})(?:[ ,T]+(?:at )?"
              + TIME
              + ")?");

  private static final Pattern YEAR_LAST =
      Pattern.compile(
          "(?i)(?:\\p{L}+\\.?,? +)?"
              + MONTH_NAME
              + " +(?<day>\\d{1,2}) +(?<hour>\\d{1,2}):(?<minute>\\d{2}):(?<second>\\d{2})"
              + "(?<fraction>(?!))?(?<half>(?!))?(?: +(?<zone>UTC|GMT|[+-]\\d{2}:?\\d{2})"
              + "| +[A-Z]{2,5})? +(?<year>\\d{4})");

  private static final List<Pattern> FORMS =
      List.of(SEPARATED, COMPACT, DAY_FIRST, MONTH_FIRST, YEAR_LAST);

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2}):?(\\d{2})?");

  private final Clock clock;

  /// @param clock its day ends the possible dates, and its zone applies to times in UTC
  DateReader(Clock clock) {
    this.clock = clock;
  }

  /// Reads a date.
  ///
  /// @param text null for none
  /// @param fraction digits of the fraction of a second, if they are stored apart
  /// @param offset the offset from UTC, if it is stored apart; that of the text takes precedence
  Optional<PhotoDate> read(
      @Nullable String text,
      @Nullable String fraction,
      @Nullable String offset,
      DateSource source) {
    if (text == null) {
      return Optional.empty();
    }
    String line =
        String.valueOf(MetadataBuilder.name(text.replace('\u00a0', ' ').replace('\u202f', ' ')));
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(line);
      if (matcher.matches()) {
        return date(matcher, fraction, offset, source);
      }
    }
    return Optional.empty();
  }

  /// Returns the date of an instant in the clock's zone; empty if it is not possible.
  Optional<PhotoDate> at(Instant instant, DateSource source) {
    ZoneOffset offset = clock.getZone().getRules().getOffset(instant);
    return checked(
        PhotoDate.of(
            LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MILLIS), offset),
            offset,
            source));
  }

  /// Returns a date if it is possible: from the year of the oldest photo to tomorrow.
  Optional<PhotoDate> checked(PhotoDate date) {
    return isPossible(date.start().toLocalDate()) ? Optional.of(date) : Optional.empty();
  }

  /// Returns the Gregorian year of a stored one, which may be Buddhist; 0 if it is not possible.
  int year(int stored) {
    int latest = tomorrow().getYear();
    int year = stored > latest ? stored - BUDDHIST : stored;
    return year >= FIRST_YEAR && year <= latest ? year : 0;
  }

  private boolean isPossible(LocalDate day) {
    return day.getYear() >= FIRST_YEAR && !day.isAfter(tomorrow());
  }

  private LocalDate tomorrow() {
    return LocalDate.now(clock).plusDays(1);
  }

  private Optional<PhotoDate> date(
      Matcher matcher, @Nullable String fraction, @Nullable String offset, DateSource source) {
    int year = year(Integer.parseInt(matcher.group("year")));
    int month = month(matcher.group("month"));
    if (year == 0) {
      return Optional.empty();
    }
    if (month == 0) {
      return checked(partial(year, 1, DatePrecision.YEAR, source));
    }
    try {
      int day = number(matcher.group("day"));
      if (day == 0) {
        return checked(partial(year, month, DatePrecision.MONTH, source));
      }
      LocalDate date = LocalDate.of(year, month, day);
      LocalDateTime time = time(date, matcher, fraction);
      if (time == null) {
        return checked(new PhotoDate(date.atStartOfDay(), DatePrecision.DAY, null, source));
      }
      String zone = matcher.group("zone");
      ZoneOffset known = zone == null ? offset(offset) : offset(zone);
      return checked(PhotoDate.of(time, known, source));
    } catch (DateTimeException e) {
      return Optional.empty(); // for example day 30 of February
    }
  }

  private static PhotoDate partial(
      int year, int month, DatePrecision precision, DateSource source) {
    return new PhotoDate(LocalDateTime.of(year, month, 1, 0, 0), precision, null, source);
  }

  /// Returns the time, or null if there is no valid one. Hour 24 with minutes is the first hour of
  /// the day, as written by clocks that count from 1 to 24; 24:00:00 is the end of the day (ISO
  /// 8601). A leap second is the second before.
  private static @Nullable LocalDateTime time(
      LocalDate date, Matcher matcher, @Nullable String fraction) {
    String digits = matcher.group("hour");
    if (digits == null) {
      return null;
    }
    int hour = Integer.parseInt(digits);
    int minute = number(matcher.group("minute"));
    int second = Math.min(number(matcher.group("second")), 60);
    String half = matcher.group("half");
    if (half != null && hour >= 1 && hour <= 12) {
      hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
    }
    if (hour > 24 || minute > 59 || number(matcher.group("second")) > 60) {
      return null;
    }
    if (hour == 24) {
      return minute == 0 && second == 0
          ? date.plusDays(1).atStartOfDay()
          : date.atTime(0, minute, Math.min(second, 59));
    }
    String apart = matcher.group("fraction") == null ? fraction : matcher.group("fraction");
    return date.atTime(LocalTime.of(hour, minute, Math.min(second, 59)))
        .plus(millis(apart), ChronoUnit.MILLIS);
  }

  private static int month(@Nullable String text) {
    int named = text == null ? -1 : MONTHS.indexOf(text.toLowerCase(Locale.ROOT));
    return named >= 0 ? named + 1 : number(text);
  }

  /// Returns a number; 0 for blanks and for a missing field.
  private static int number(@Nullable String field) {
    String digits = field == null ? "" : field.strip();
    return digits.isEmpty() || !Character.isDigit(digits.charAt(0)) ? 0 : Integer.parseInt(digits);
  }

  /// Returns the first three digits of a fraction of a second, in milliseconds.
  private static int millis(@Nullable String fraction) {
    String digits = fraction == null ? "" : fraction.strip();
    return digits.matches("[0-9]+") ? Integer.parseInt((digits + "00").substring(0, 3)) : 0;
  }

  static @Nullable ZoneOffset offset(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher matcher = OFFSET.matcher(text.strip());
    if (!matcher.matches()) {
      return text.strip().matches("Z|UTC|GMT") ? ZoneOffset.UTC : null;
    }
    try {
      int minutes = 60 * number(matcher.group(2)) + number(matcher.group(3));
      return ZoneOffset.ofTotalSeconds((matcher.group(1).equals("-") ? -60 : 60) * minutes);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
