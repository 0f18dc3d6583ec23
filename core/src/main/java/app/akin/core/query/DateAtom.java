package app.akin.core.query;

import app.akin.core.query.FactValue.Dates;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A date in a line that a range may begin or end with.
///
/// @param to token after its last
/// @param kind what it is
/// @param year its year, 0 if none is stated
/// @param month its month, 0 if none is stated
/// @param day its day, 0 if none is stated
/// @param north its ranges if they follow from no year, month and day
/// @param south these ranges in the southern hemisphere
record DateAtom(
    int to, Kind kind, int year, int month, int day, List<Dates> north, List<Dates> south) {
  /// The kinds of dates.
  enum Kind {
    /// Four digits alone.
    YEAR,
    /// Ten years.
    DECADE,
    /// The full name of a month alone.
    MONTH,
    /// The name of a month that is an ordinary word.
    EVERYDAY_MONTH,
    /// The abbreviation of a month, without a year or day.
    SHORT_MONTH,
    /// Anything else.
    FORM,
    /// A date that does not exist.
    IMPOSSIBLE
  }

  static DateAtom of(int to, int year, int month, int day) {
    boolean valid = true;
    try {
      if (day > 0 && year > 0) {
        LocalDate.of(year, month, day);
      } else if (day > 0) {
        MonthDay.of(month, day);
      } else if (month > 0) {
        YearMonth.of(2000, month);
      }
    } catch (DateTimeException _) {
      valid = false;
    }
    if (year > 0 && !Calendar.isYear(year)) {
      valid = false;
    }
    Kind kind = !valid ? Kind.IMPOSSIBLE : Kind.FORM;
    return new DateAtom(to, kind, year, month, day, List.of(), List.of());
  }

  static DateAtom of(int to, Dates dates) {
    return of(to, List.of(dates), List.of(dates));
  }

  static DateAtom of(int to, List<Dates> north, List<Dates> south) {
    return new DateAtom(to, Kind.FORM, 0, 0, 0, north, south);
  }

  DateAtom as(Kind other) {
    return new DateAtom(to, other, year, month, day, north, south);
  }

  DateAtom withYear(int other) {
    return of(to, other, month, day);
  }

  /// Returns whether it is a date of any year.
  boolean recurs() {
    return year == 0 && north.isEmpty();
  }

  /// Returns its ranges.
  List<Dates> dates(boolean southern) {
    if (!north.isEmpty()) {
      return southern ? south : north;
    }
    if (day > 0) {
      return List.of(Calendar.day(LocalDate.of(year, month, day)));
    }
    return List.of(month > 0 ? Calendar.month(YearMonth.of(year, month)) : Calendar.year(year));
  }

  /// Returns the range from one date to another, both included; null if it is reversed.
  static @Nullable Dates range(DateAtom first, DateAtom last, boolean southern) {
    Dates start = first.dates(southern).getFirst();
    Dates end = last.dates(southern).getLast();
    if (start.from() == null || end.to() == null || !start.from().isBefore(end.to())) {
      return null;
    }
    return start.to() != null && start.to().isAfter(end.to())
        ? null
        : new Dates(start.from(), end.to());
  }
}
