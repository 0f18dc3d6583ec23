package app.akin.core.query;

import app.akin.core.query.DateAtom.Kind;
import java.time.DayOfWeek;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads single dates in English words and in digits.
final class DateAtoms {
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:st|nd|rd|th)?");
  private static final Pattern DECADE = Pattern.compile("'?(\\d{2}|\\d{4})'?s");
  private static final Pattern WINTER_YEARS = Pattern.compile("(\\d{4})[/-](\\d{2}|\\d{4})");
  private static final int MONTH_DAYS = 31;

  /// Words after a number that is not the day of a month.
  private static final Set<String> COUNTED =
      Set.of(
          "star", "stars", "mm", "mp", "kb", "mb", "gb", "day", "days", "week", "weeks", "month",
          "months", "year", "years");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "day", ChronoUnit.DAYS,
          "week", ChronoUnit.WEEKS,
          "month", ChronoUnit.MONTHS,
          "year", ChronoUnit.YEARS);

  private final Line line;
  private final Calendar calendar;
  private final NumericDates numeric;

  DateAtoms(Line line, Calendar calendar, NumericDates numeric) {
    this.line = line;
    this.calendar = calendar;
    this.numeric = numeric;
  }

  /// A year with the token after it.
  record YearEnd(int year, int to) {}

  /// Returns the longest date that begins at a token; null if none does.
  @Nullable DateAtom read(int i) {
    if (!line.isWord(i)) {
      return null;
    }
    String word = line.word(i);
    DateAtom atom =
        switch (word) {
          case "today" -> DateAtom.of(i + 1, calendar.unit(ChronoUnit.DAYS, 0));
          case "yesterday" -> DateAtom.of(i + 1, calendar.unit(ChronoUnit.DAYS, 1));
          case "day" -> dayBeforeYesterday(i);
          case "last" -> last(i);
          case "past" -> rolling(i);
          case "this" -> relative(i, false);
          default -> null;
        };
    if (atom == null) {
      atom = ago(i);
    }
    if (atom == null) {
      atom = named(i, word);
    }
    return atom == null ? digits(i, word) : atom;
  }

  private @Nullable DateAtom dayBeforeYesterday(int i) {
    return line.word(i + 1).equals("before") && line.word(i + 2).equals("yesterday")
        ? DateAtom.of(i + 3, calendar.unit(ChronoUnit.DAYS, 2))
        : null;
  }

  private @Nullable DateAtom named(int i, String word) {
    if (month(word) > 0) {
      return monthFirst(i, month(word));
    }
    if (Words.SEASONS.containsKey(word)) {
      return season(i, Words.SEASONS.get(word));
    }
    Festival festival = festival(i);
    if (festival != null) {
      return yearAfter(festival.to()).map(year -> festivalOf(festival.word(), year)).orElse(null);
    }
    return Words.DECADES.containsKey(word)
        ? decade(i + 1, calendar.century(Words.DECADES.get(word)))
        : null;
  }

  private @Nullable DateAtom digits(int i, String word) {
    char first = word.charAt(0);
    if (Words.ORDINALS.contains(word)) {
      return dayFirst(i, word);
    }
    if (!Digits.isDigit(first) && first != '\'') {
      return null;
    }
    Matcher decade = DECADE.matcher(word);
    if (word.endsWith("s") && decade.matches()) {
      int year = Integer.parseInt(decade.group(1));
      int start = decade.group(1).length() == 2 ? calendar.century(year) : year;
      return year % 10 == 0 && Calendar.isYear(start) ? decade(i + 1, start) : null;
    }
    DateAtom date = numeric.read(word, i + 1);
    if (date == null) {
      date = dayFirst(i, word);
    }
    return date == null ? yearFirst(i) : date;
  }

  private static DateAtom decade(int to, int start) {
    return DateAtom.of(
            to, new FactValue.Dates(Calendar.year(start).from(), Calendar.year(start + 9).to()))
        .as(Kind.DECADE);
  }

  /// Reads "july 14th, 2023", "july 2023", "july '14", "july 4" and "july".
  private DateAtom monthFirst(int i, int month) {
    int next = afterPeriod(i + 1);
    int day = day(next);
    if (day > 0) {
      Optional<YearEnd> year = yearAt(line.isSign(next + 1, ",") ? next + 2 : next + 1);
      return year.map(end -> DateAtom.of(end.to(), end.year(), month, day))
          .orElseGet(() -> DateAtom.of(next + 1, 0, month, day));
    }
    Optional<YearEnd> year = yearAfter(line.isSign(next, ",") ? next + 1 : next);
    return year.map(end -> DateAtom.of(end.to(), end.year(), month, 0))
        .orElseGet(() -> monthAlone(i, month));
  }

  private DateAtom monthAlone(int i, int month) {
    DateAtom atom = DateAtom.of(i + 1, 0, month, 0);
    String word = line.word(i);
    if (Words.EVERYDAY_MONTHS.contains(word)) {
      return atom.as(Kind.EVERYDAY_MONTH);
    }
    return atom.as(Words.MONTHS.containsKey(word) ? Kind.MONTH : Kind.SHORT_MONTH);
  }

  /// Reads "14 july 2023", "14th of july" and "4 july '14".
  private @Nullable DateAtom dayFirst(int i, String word) {
    int day = day(i);
    int next = line.word(i + 1).equals("of") ? i + 2 : i + 1;
    int month = month(line.word(next));
    if (day == 0 || month == 0 || (next > i + 1 && Digits.isNumber(word, 2))) {
      return null;
    }
    int after = afterPeriod(next + 1);
    Optional<YearEnd> year = yearAfter(line.isSign(after, ",") ? after + 1 : after);
    return year.map(end -> DateAtom.of(end.to(), end.year(), month, day))
        .orElseGet(() -> DateAtom.of(next + 1, 0, month, day));
  }

  /// Reads "2023", "2023 july", "2023 july 14", "2022 summer" and "2022 christmas".
  private @Nullable DateAtom yearFirst(int i) {
    return yearAt(i)
        .map(
            start -> {
              DateAtom alone = DateAtom.of(i + 1, start.year(), 0, 0).as(Kind.YEAR);
              DateAtom part = partOf(start);
              return part == null ? alone : part;
            })
        .orElse(null);
  }

  /// Returns the month, season or festival behind a year, unless it has its own year.
  private @Nullable DateAtom partOf(YearEnd start) {
    int year = start.year();
    int to = start.to();
    String next = line.word(to);
    int month = month(next);
    if (month > 0) {
      DateAtom date = monthFirst(to, month);
      return date.recurs() ? date.withYear(year) : null;
    }
    if (Words.SEASONS.containsKey(next)) {
      boolean ownYear = yearAfter(to + 1).isPresent();
      return ownYear ? null : seasonOf(Words.SEASONS.get(next), new YearEnd(year, to + 1));
    }
    Festival festival = festival(to);
    return festival == null || yearAfter(festival.to()).isPresent()
        ? null
        : festivalOf(festival.word(), new YearEnd(year, festival.to()));
  }

  private @Nullable DateAtom season(int i, String season) {
    int next = line.word(i + 1).equals("of") ? i + 2 : i + 1;
    Matcher winter = WINTER_YEARS.matcher(line.word(next));
    if (winter.matches()) {
      return seasonOfTwoYears(season, winter, next + 1);
    }
    return yearAfter(i + 1).map(year -> seasonOf(season, year)).orElse(null);
  }

  /// Reads "winter 2022/23": the season that passes the end of a year.
  private static @Nullable DateAtom seasonOfTwoYears(String season, Matcher years, int to) {
    int year = Integer.parseInt(years.group(1));
    String next = years.group(2);
    boolean follows = Integer.toString(year + 1).endsWith(next);
    boolean north = Calendar.passesNewYear(season, false);
    boolean south = Calendar.passesNewYear(season, true);
    if (!follows || !Calendar.isYear(year) || (!north && !south)) {
      return null;
    }
    return DateAtom.of(
        to,
        List.of(Calendar.wholeSeason(season, south, year)),
        List.of(Calendar.wholeSeason(season, south, year)));
  }

  private static DateAtom seasonOf(String season, YearEnd year) {
    return DateAtom.of(
        year.to(),
        Calendar.season(season, false, year.year()),
        Calendar.season(season, true, year.year()));
  }

  private static @Nullable DateAtom festivalOf(String festival, YearEnd year) {
    return Calendar.festival(festival, year.year())
        .map(dates -> DateAtom.of(year.to(), dates))
        .orElse(null);
  }

  private @Nullable DateAtom last(int i) {
    if (line.word(i + 1).equals("night")) {
      return DateAtom.of(i + 2, calendar.lastNight());
    }
    DateAtom rolling = rolling(i);
    return rolling == null ? relative(i, true) : rolling;
  }

  /// Reads "last 3 months" and "past week".
  private @Nullable DateAtom rolling(int i) {
    int count = Words.number(line.word(i + 1));
    ChronoUnit unit = unit(line.word(i + 2));
    if (count > 0 && unit != null) {
      return DateAtom.of(i + 3, calendar.rolling(unit, count));
    }
    ChronoUnit only = UNITS.get(line.word(i + 1));
    return only != null && line.word(i).equals("past")
        ? DateAtom.of(i + 2, calendar.rolling(only, 1))
        : null;
  }

  /// Reads "last" or "this" before a unit, weekend, season, month, weekday or festival.
  private @Nullable DateAtom relative(int i, boolean last) {
    int to = i + 2;
    String word = line.word(i + 1);
    ChronoUnit unit = UNITS.get(word);
    if (unit != null && unit != ChronoUnit.DAYS) {
      int ago = last ? 1 : 0;
      DateAtom part =
          unit == ChronoUnit.YEARS
              ? partOf(new YearEnd(calendar.today().getYear() - ago, to))
              : null;
      return part == null ? DateAtom.of(to, calendar.unit(unit, ago)) : part;
    }
    if (word.equals("weekend")) {
      return DateAtom.of(to, calendar.weekend(last));
    }
    String season = Words.SEASONS.get(word);
    if (season != null) {
      return DateAtom.of(
          to,
          List.of(calendar.season(season, false, last)),
          List.of(calendar.season(season, true, last)));
    }
    int month = Words.MONTHS.getOrDefault(word, 0);
    if (month > 0) {
      return DateAtom.of(to, calendar.namedMonth(month, last));
    }
    int weekday = Words.WEEKDAYS.indexOf(word);
    if (weekday >= 0) {
      return DateAtom.of(to, calendar.weekday(DayOfWeek.of(weekday + 1), last));
    }
    Festival festival = festival(i + 1);
    return festival == null
        ? null
        : DateAtom.of(festival.to(), calendar.festival(festival.word(), last));
  }

  /// Reads "3 years ago".
  private @Nullable DateAtom ago(int i) {
    if (!line.word(i + 2).equals("ago")) {
      return null;
    }
    int count = Words.number(line.word(i));
    ChronoUnit unit = unit(line.word(i + 1));
    return count > 0 && unit != null ? DateAtom.of(i + 3, calendar.unit(unit, count)) : null;
  }

  private static @Nullable ChronoUnit unit(String word) {
    return UNITS.get(word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
  }

  /// A festival with the token after its name.
  record Festival(String word, int to) {}

  /// Returns the festival whose name begins at a token.
  @Nullable Festival festival(int i) {
    if (!line.isOneOf(i, Words.FESTIVAL_BEGINNINGS)) {
      return null;
    }
    StringBuilder key = new StringBuilder();
    Festival longest = null;
    for (int j = i; j < i + Words.LONGEST_FESTIVAL && line.isWord(j); j++) {
      key.append(line.at(j).key());
      String word = Words.FESTIVALS.get(key.toString());
      longest = word == null ? longest : new Festival(word, j + 1);
    }
    return longest;
  }

  /// Returns the year after "of" or directly: four digits, two after an apostrophe, "last year",
  /// "this year".
  private Optional<YearEnd> yearAfter(int i) {
    int next = line.word(i).equals("of") ? i + 1 : i;
    boolean last = line.word(next).equals("last");
    if ((last || line.word(next).equals("this")) && line.word(next + 1).equals("year")) {
      return Optional.of(new YearEnd(calendar.today().getYear() - (last ? 1 : 0), next + 2));
    }
    return yearAt(next);
  }

  private Optional<YearEnd> yearAt(int i) {
    String word = line.word(i);
    if (word.length() == 3 && word.charAt(0) == '\'' && Digits.isNumber(word.substring(1), 2)) {
      int year = calendar.century(Integer.parseInt(word.substring(1)));
      return Optional.of(new YearEnd(year, i + 1));
    }
    if (word.length() == 4 && Digits.isNumber(word, 4)) {
      int year = Integer.parseInt(word);
      return Calendar.isYear(year) && !isQuantity(i)
          ? Optional.of(new YearEnd(year, i + 1))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /// Returns whether a symbol such as "$" or "%" belongs to a number.
  private boolean isQuantity(int i) {
    return (line.is(i - 1, Token.Kind.SYMBOL) && line.isGlued(i))
        || (line.is(i + 1, Token.Kind.SYMBOL)
            && line.isGlued(i + 1)
            && "%+$€£".contains(line.at(i + 1).text()));
  }

  private int afterPeriod(int i) {
    return line.isSign(i, ".") && line.isGlued(i) ? i + 1 : i;
  }

  /// Returns the day of a month at a token, 0 if there is none.
  int day(int i) {
    String word = line.word(i);
    if (word.isEmpty() || !Digits.isDigit(word.charAt(0))) {
      return line.word(i + 1).equals("of") ? Words.ORDINALS.indexOf(word) + 1 : 0;
    }
    Matcher day = DAY.matcher(word);
    int number = day.matches() ? Integer.parseInt(day.group(1)) : 0;
    boolean counted = line.isOneOf(i + 1, COUNTED) || line.isSign(i + 1, "+");
    return number <= MONTH_DAYS && !counted ? number : 0;
  }

  /// Returns the month of a name or abbreviation, 0 if it is no month.
  static int month(String word) {
    return Words.MONTHS.getOrDefault(word, Words.SHORT_MONTHS.getOrDefault(word, 0));
  }
}
