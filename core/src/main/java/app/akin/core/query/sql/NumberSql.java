package app.akin.core.query.sql;

import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.query.FactValue.Dates;
import app.akin.core.query.FactValue.Numbers;
import app.akin.core.query.FactValue.Times;
import app.akin.core.query.Festivals;
import app.akin.core.query.sql.FactSql.Condition;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Facts about numbers, dates and times in SQL.
final class NumberSql {
  /// An exposure time given alone stands for those within this share, because cameras round them:
  /// 1/60 may be 1/64.
  private static final double SHUTTER_SHARE = 0.07;

  private static final int FIRST_YEAR = 1826;
  private static final int LAST_YEAR = 2100;
  private static final long DAY_MILLIS = 86_400_000;

  /// Makes days since 1970 positive, so that division rounds down.
  private static final long SHIFT_DAYS = 1_000_000;

  private NumberSql() {}

  /// Returns a condition that a column is in a range. A single number stands for those that are
  /// rounded to it.
  static Sql range(FactField field, String column, Numbers numbers) {
    Numbers range = numbers.isSingle() ? rounded(field, numbers) : numbers;
    List<Sql> bounds = new ArrayList<>();
    Double min = range.min();
    if (min != null) {
      bounds.add(Sql.of(column + (range.above() ? " > ?" : " >= ?"), min));
    }
    Double max = range.max();
    if (max != null) {
      bounds.add(Sql.of(column + (range.below() ? " < ?" : " <= ?"), max));
    }
    return bounds.isEmpty()
        ? Sql.of(column + " IS NOT NULL")
        : Sql.join(" AND ", bounds).within("(", ")");
  }

  private static Numbers rounded(FactField field, Numbers numbers) {
    Double number = numbers.min();
    if (number == null) {
      return numbers;
    }
    return switch (field) {
      case FOCAL -> around(number, halfUnit(number, 0));
      case APERTURE -> around(number, halfUnit(number, 1));
      case SHUTTER -> around(number, number * SHUTTER_SHARE);
      default -> numbers;
    };
  }

  private static Numbers around(double number, double distance) {
    return new Numbers(number - distance, false, number + distance, true);
  }

  private static double halfUnit(double number, int minDecimals) {
    int decimals = BigDecimal.valueOf(number).stripTrailingZeros().scale();
    return Math.pow(10, -Math.max(minDecimals, decimals)) / 2;
  }

  /// Returns a condition on the rating. Rejected photos are below one star, and only a range
  /// without any star finds them.
  static Sql rating(Numbers numbers) {
    Double min = numbers.min();
    Double max = numbers.max();
    if (max != null && (max < 1 || (max == 1 && numbers.below()))) {
      boolean fromBelow = min == null || min < -1 || (min == -1 && !numbers.above());
      return Sql.of(fromBelow && max > -1 ? "(flag < 0 AND rating IS NULL)" : "FALSE");
    }
    return Sql.join(
            " AND ", List.of(Sql.of("rating > 0"), range(FactField.RATING, "rating", numbers)))
        .within("(", ")");
  }

  /// Returns a fact on a number of any file of a photo.
  ///
  /// @param column the column of search_facts and of sibling_sizes
  static FactSql ofFiles(FactField field, String column, List<FactValue> values) {
    List<Condition> matches = new ArrayList<>();
    for (FactValue value : values) {
      Sql range = range(field, column, (Numbers) value);
      matches.add(Condition.of(range));
      matches.add(
          new Condition(
              range.within("SELECT content_id FROM sibling_sizes WHERE ", ""),
              range(field, "z." + column, (Numbers) value)
                  .within(
                      "EXISTS (SELECT 1 FROM sibling_sizes z WHERE z.content_id = s.content_id AND"
                          + " ",
                      ")")));
    }
    return new FactSql(
        matches,
        field == FactField.PIXELS
            ? List.of(
                Condition.of(
                    "pixels IS NULL AND NOT EXISTS (SELECT 1 FROM sibling_sizes z"
                        + " WHERE z.content_id = s.content_id AND z.pixels IS NOT NULL)"))
            : List.of());
  }

  /// Returns a fact on the date: all that is known of it lies in a range.
  static FactSql date(List<FactValue> values) {
    List<Sql> matches = new ArrayList<>();
    List<Sql> unknown = new ArrayList<>();
    unknown.add(Sql.of("date IS NULL"));
    for (FactValue value : values) {
      Dates range = (Dates) value;
      long from = milliseconds(range.from(), Long.MIN_VALUE + 1);
      long to = milliseconds(range.to(), Long.MAX_VALUE);
      matches.add(Sql.of("(date >= ? AND date < ? AND date_end <= ?)", from, to, to));
      // What is known of a date spans a year at most.
      long yearBefore = from < 0 && range.from() == null ? from : from - 366 * DAY_MILLIS;
      unknown.add(
          Sql.of(
              "(date > ? AND date < ? AND date_end > ? AND date < ?)", yearBefore, from, from, to));
      if (range.to() != null) {
        unknown.add(
            Sql.of(
                "(date >= ? AND date < ? AND date_end > ?)",
                Math.max(from, to - 366 * DAY_MILLIS),
                to,
                to));
      }
    }
    return FactSql.of(matches, unknown.toArray(Sql[]::new));
  }

  private static long milliseconds(@Nullable LocalDateTime time, long open) {
    return time == null ? open : StoredTime.milliseconds(time);
  }

  /// Returns conditions that the time of day lies in a range, which may pass midnight.
  static Stream<Sql> clock(Times range) {
    Sql from = Sql.of("clock >= ?", milliseconds(range.from()));
    Sql to = Sql.of("clock < ?", milliseconds(range.to()));
    return range.from().isBefore(range.to())
        ? Stream.of(Sql.join(" AND ", List.of(from, to)).within("(", ")"))
        : Stream.of(from, to);
  }

  private static long milliseconds(LocalTime time) {
    return time.toNanoOfDay() / 1_000_000;
  }

  /// Returns conditions that the month is in a season: by the photo's latitude, else at home.
  ///
  /// @param south whether home is in the southern hemisphere
  static Stream<Sql> season(String season, boolean south) {
    int first =
        switch (season) {
          case "winter" -> 12;
          case "spring" -> 3;
          case "summer" -> 6;
          case "autumn" -> 9;
          default -> throw new IllegalArgumentException(season);
        };
    String north = "month IN (" + months(first) + ")";
    String mirrored = "month IN (" + months(first + 6) + ")";
    return Stream.of(
            north + " AND latitude >= 0",
            mirrored + " AND latitude < 0",
            (south ? mirrored : north) + " AND latitude IS NULL")
        .map(condition -> Sql.of("(" + condition + ")"));
  }

  private static String months(int first) {
    return IntStream.range(first, first + 3)
        .mapToObj(month -> String.valueOf((month - 1) % 12 + 1))
        .collect(Collectors.joining(", "));
  }

  /// Returns a condition that the day is one of a festival.
  static Sql festival(String festival, FactTables<?> tables) {
    List<Festivals.Days> years =
        IntStream.rangeClosed(FIRST_YEAR, LAST_YEAR)
            .boxed()
            .flatMap(year -> Festivals.days(festival, year).stream())
            .toList();
    long[] days =
        years.stream()
            .flatMapToLong(
                range ->
                    LongStream.rangeClosed(range.first().toEpochDay(), range.last().toEpochDay()))
            .map(day -> day + SHIFT_DAYS)
            .toArray();
    int first = years.stream().mapToInt(range -> day(range.first())).min().orElseThrow();
    int last = years.stream().mapToInt(range -> day(range.last())).max().orElseThrow();
    return Sql.of(
            "(day BETWEEN ? AND ? AND (date + "
                + SHIFT_DAYS * DAY_MILLIS
                + ") / "
                + DAY_MILLIS
                + " IN ",
            first,
            last)
        .plus(tables.list(days))
        .plus(Sql.of(")"));
  }

  private static int day(LocalDate day) {
    return 100 * day.getMonthValue() + day.getDayOfMonth();
  }
}
