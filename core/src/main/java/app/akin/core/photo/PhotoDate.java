package app.akin.core.photo;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A date of a photo, as far as it is known.
///
/// @param start the local time of the camera in milliseconds; the start of the year, month or day
///   if no more is known
/// @param precision what is known
/// @param offset the offset of that time from UTC, null if unknown
/// @param source where the date comes from
public record PhotoDate(
    LocalDateTime start, DatePrecision precision, @Nullable ZoneOffset offset, DateSource source) {
  private static final Pattern TEXT =
      Pattern.compile(
          "([a-z_]+) (-?\\d{4,})(?:-(\\d{2})(?:-(\\d{2})(?:T(\\d{2}):(\\d{2}):(\\d{2})\\.(\\d{3})"
              + "(Z|[+-]\\d{2}:\\d{2}(?::\\d{2})?)?)?)?)?");

  /// Creates a date with a time.
  public static PhotoDate of(LocalDateTime time, @Nullable ZoneOffset offset, DateSource source) {
    return new PhotoDate(time, DatePrecision.TIME, offset, source);
  }

  /// Returns the end of what is known (exclusive): the start of the next year, month or day, or the
  /// next millisecond.
  public LocalDateTime end() {
    return switch (precision) {
      case YEAR -> start.plusYears(1);
      case MONTH -> start.plusMonths(1);
      case DAY -> start.plusDays(1);
      case TIME -> start.plusNanos(1_000_000);
    };
  }

  /// Returns whether it is only the time of a file: the date of the photo is unknown then.
  public boolean isFileTime() {
    return source == DateSource.FILE;
  }

  /// Returns a copy with another source.
  public PhotoDate withSource(DateSource other) {
    return new PhotoDate(start, precision, offset, other);
  }

  /// Returns the stored text: the source, and the date in ISO 8601 with its precision, such as `xmp
  /// 1965-07`.
  public String text() {
    String date =
        switch (precision) {
          case YEAR -> String.format(Locale.ROOT, "%04d", start.getYear());
          case MONTH ->
              String.format(Locale.ROOT, "%04d-%02d", start.getYear(), start.getMonthValue());
          case DAY -> start.toLocalDate().toString();
          case TIME ->
              String.format(
                  Locale.ROOT,
                  "%sT%02d:%02d:%02d.%03d%s",
                  start.toLocalDate(),
                  start.getHour(),
                  start.getMinute(),
                  start.getSecond(),
                  start.getNano() / 1_000_000,
                  offset == null ? "" : offset.getId());
        };
    return source.word() + ' ' + date;
  }

  /// Parses a stored text; empty if it is not one.
  public static Optional<PhotoDate> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime start =
          LocalDateTime.of(
              Integer.parseInt(matcher.group(2)),
              number(matcher, 3, 1),
              number(matcher, 4, 1),
              number(matcher, 5, 0),
              number(matcher, 6, 0),
              number(matcher, 7, 0),
              1_000_000 * number(matcher, 8, 0));
      DatePrecision precision =
          matcher.group(3) == null
              ? DatePrecision.YEAR
              : matcher.group(4) == null
                  ? DatePrecision.MONTH
                  : matcher.group(5) == null ? DatePrecision.DAY : DatePrecision.TIME;
      String offset = matcher.group(9);
      return Optional.of(
          new PhotoDate(
              start,
              precision,
              offset == null ? null : ZoneOffset.of(offset),
              DateSource.ofWord(matcher.group(1))));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher matcher, int group, int missing) {
    String digits = matcher.group(group);
    return digits == null ? missing : Integer.parseInt(digits);
  }
}
