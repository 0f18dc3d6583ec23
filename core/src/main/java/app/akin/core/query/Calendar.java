package app.akin.core.query;

import app.akin.core.query.FactValue.Dates;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Date ranges relative to a day, and those of seasons and festivals.
final class Calendar {
  private static final int FIRST_YEAR = 1826;
  private static final int LAST_YEAR = 2099;
  private static final int SEASON_MONTHS = 3;
  private static final int HALF_YEAR = 6;
  private static final List<String> SEASONS = List.of("winter", "spring", "summer", "autumn");
  private static final LocalTime EVENING = LocalTime.of(18, 0);
  private static final LocalTime DAWN = LocalTime.of(6, 0);

  private final LocalDate today;
  private final DayOfWeek firstDayOfWeek;

  Calendar(QueryContext context) {
    this.today = context.now().toLocalDate();
    this.firstDayOfWeek = WeekFields.of(context.locale()).getFirstDayOfWeek();
  }

  LocalDate today() {
    return today;
  }

  static boolean isYear(int year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }

  /// Returns the year of two digits, or the first of such a decade: up to the current year they are
  /// of this century.
  int century(int twoDigits) {
    int thisCentury = today.getYear() / 100 * 100;
    return twoDigits <= today.getYear() % 100
        ? thisCentury + twoDigits
        : thisCentury - 100 + twoDigits;
  }

  static Dates year(int year) {
    return Scalars.dates(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
  }

  static Dates month(YearMonth month) {
    return Scalars.dates(month.atDay(1), month.plusMonths(1).atDay(1));
  }

  static Dates day(LocalDate day) {
    return Scalars.dates(day, day.plusDays(1));
  }

  /// Returns the calendar unit that began a number of units before the current one.
  ///
  /// @param unit days, weeks, months or years
  Dates unit(ChronoUnit unit, int ago) {
    return switch (unit) {
      case YEARS -> year(today.getYear() - ago);
      case MONTHS -> month(YearMonth.from(today).minusMonths(ago));
      case WEEKS -> {
        LocalDate start =
            today.with(TemporalAdjusters.previousOrSame(firstDayOfWeek)).minusWeeks(ago);
        yield Scalars.dates(start, start.plusWeeks(1));
      }
      default -> day(today.minusDays(ago));
    };
  }

  /// Returns the range from a number of units before the current day to its end.
  Dates rolling(ChronoUnit unit, int count) {
    return Scalars.dates(today.minus(count, unit), today.plusDays(1));
  }

  Dates lastNight() {
    return new Dates(today.minusDays(1).atTime(EVENING), today.atTime(DAWN));
  }

  /// Returns the latest weekend that is over or, if not `over`, has begun.
  Dates weekend(boolean over) {
    LocalDate start = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SATURDAY));
    if (over && start.plusDays(2).isAfter(today)) {
      start = start.minusWeeks(1);
    }
    return Scalars.dates(start, start.plusDays(2));
  }

  /// Returns the latest day of a weekday before the current day or, if not `over`, up to it.
  Dates weekday(DayOfWeek weekday, boolean over) {
    return day(
        today.with(
            over
                ? TemporalAdjusters.previous(weekday)
                : TemporalAdjusters.previousOrSame(weekday)));
  }

  /// Returns the latest month of a name that is over or has begun.
  Dates namedMonth(int month, boolean over) {
    return latest(year -> Optional.of(month(YearMonth.of(year, month))), over);
  }

  /// Returns the latest season that is over or has begun, as one range.
  Dates season(String season, boolean southern, boolean over) {
    return latest(year -> Optional.of(wholeSeason(season, southern, year)), over);
  }

  /// Returns the latest festival that is over or has begun.
  Dates festival(String festival, boolean over) {
    return latest(year -> festival(festival, year), over);
  }

  /// Returns the days of a festival in a year; empty if they are not known.
  static Optional<Dates> festival(String festival, int year) {
    return Festivals.days(festival, year)
        .map(days -> Scalars.dates(days.first(), days.last().plusDays(1)));
  }

  private Dates latest(IntFunction<Optional<Dates>> occurrences, boolean over) {
    for (int year = today.getYear() + 1; ; year--) {
      Optional<Dates> dates = occurrences.apply(year);
      if (dates.isPresent() && hasCome(dates.get(), over)) {
        return dates.get();
      }
      if (year < today.getYear() - 2) {
        return year(year);
      }
    }
  }

  private boolean hasCome(Dates dates, boolean over) {
    return over
        ? dates.to() != null && !dates.to().isAfter(today.atStartOfDay())
        : dates.from() != null && !dates.from().isAfter(today.atStartOfDay());
  }

  /// Returns the season that begins in a year, as one range.
  static Dates wholeSeason(String season, boolean southern, int year) {
    YearMonth start = YearMonth.of(year, firstMonth(season, southern));
    return Scalars.dates(start.atDay(1), start.plusMonths(SEASON_MONTHS).atDay(1));
  }

  /// Returns whether a season passes the end of a year.
  static boolean passesNewYear(String season, boolean southern) {
    return firstMonth(season, southern) == 12;
  }

  /// Returns the days of a season in a year: two ranges if it passes the end of a year.
  static List<Dates> season(String season, boolean southern, int year) {
    if (!passesNewYear(season, southern)) {
      return List.of(wholeSeason(season, southern, year));
    }
    List<Dates> dates = new ArrayList<>();
    dates.add(Scalars.dates(LocalDate.of(year, 1, 1), LocalDate.of(year, 3, 1)));
    dates.add(Scalars.dates(LocalDate.of(year, 12, 1), LocalDate.of(year + 1, 1, 1)));
    return dates;
  }

  private static int firstMonth(String season, boolean southern) {
    int month = SEASONS.indexOf(season) * SEASON_MONTHS + (southern ? HALF_YEAR : 0);
    return (month + 11) % 12 + 1;
  }
}
