package app.akin.core.query;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/// The days of the festivals of [FactField#FESTIVAL].
public final class Festivals {
  /// First year whose lunar new year is known.
  private static final int FIRST_LUNAR_YEAR = 1900;

  /// The days of the lunar new year as days after 20 January, one base-36 digit a year.
  private static final String LUNAR_NEW_YEARS =
      "buj9rf5od2lath6pe3mcvj8rg4od3lash6pf4mbuj7qg5od2l9"
          + "sh7pe4nbtj8qg5od1kash7qe3mbti8rg5odvk9sh7qf3lbui8r"
          + "g4nc2k9ti6pe3lbuj8rg5nc2l9sh6oe3mbuj8qf4nc2lash6pd"
          + "3mcuj8qf4nd1k9sg6pe3mbui7qg4nd2k9sh6pe4lati7qg5nc1"
          + "k";

  private static final int DIGITS = 36;

  private Festivals() {}

  /// Days of a year.
  ///
  /// @param first the first day
  /// @param last the last day
  public record Days(LocalDate first, LocalDate last) {}

  /// Returns the days of a festival in a year; empty if they are not known.
  ///
  /// @param festival a word of the field
  /// @throws IllegalArgumentException if it is another word
  public static Optional<Days> days(String festival, int year) {
    return switch (festival) {
      case "christmas" ->
          Optional.of(new Days(LocalDate.of(year, 12, 24), LocalDate.of(year, 12, 26)));
      case "easter" -> {
        LocalDate sunday = easterSunday(year);
        yield Optional.of(new Days(sunday.minusDays(2), sunday.plusDays(1)));
      }
      case "halloween" -> Optional.of(day(LocalDate.of(year, 10, 31)));
      case "lunar-new-year" ->
          lunarNewYear(year).map(first -> new Days(first.minusDays(1), first.plusDays(6)));
      case "new-years-eve" -> Optional.of(day(LocalDate.of(year, 12, 31)));
      case "thanksgiving" ->
          Optional.of(
              day(
                  LocalDate.of(year, Month.NOVEMBER, 1)
                      .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY))));
      case "valentines-day" -> Optional.of(day(LocalDate.of(year, 2, 14)));
      default -> throw new IllegalArgumentException(festival);
    };
  }

  private static Days day(LocalDate day) {
    return new Days(day, day);
  }

  private static Optional<LocalDate> lunarNewYear(int year) {
    int index = year - FIRST_LUNAR_YEAR;
    return index < 0 || index >= LUNAR_NEW_YEARS.length()
        ? Optional.empty()
        : Optional.of(
            LocalDate.of(year, 1, 20)
                .plusDays(Character.digit(LUNAR_NEW_YEARS.charAt(index), DIGITS)));
  }

  /// Returns Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher.
  private static LocalDate easterSunday(int year) {
    int golden = year % 19;
    int century = year / 100;
    int ofCentury = year % 100;
    int moon = (century - (century + 8) / 25 + 1) / 3;
    int epact = (19 * golden + century - century / 4 - moon + 15) % 30;
    int weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
    int correction = (golden + 11 * epact + 22 * weekday) / 451;
    int days = epact + weekday - 7 * correction + 114;
    return LocalDate.of(year, days / 31, days % 31 + 1);
  }
}
