package app.akin.core.query;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates in digits, such as `2023-07-14`, `14.7.2023` and `7/4/2023`.
final class NumericDates {
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})([-/.])(\\d{1,2})(?:\\2(\\d{1,2}))?");
  private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})");

  private static final int SHORTEST = 6;

  private final Calendar calendar;
  private final boolean monthFirst;

  NumericDates(Calendar calendar, Locale locale) {
    this.calendar = calendar;
    this.monthFirst = locale.getCountry().equals("US");
  }

  /// Returns the date of one word; null if it has another form.
  ///
  /// @param to token after the word
  @Nullable DateAtom read(String word, int to) {
    if (word.length() < SHORTEST) {
      return null;
    }
    Matcher yearFirst = YEAR_FIRST.matcher(word);
    if (yearFirst.matches()) {
      boolean decimal = yearFirst.group(2).equals(".") && yearFirst.group(3).length() == 1;
      if (decimal && yearFirst.group(4) == null) {
        return null;
      }
      return DateAtom.of(
          to,
          number(yearFirst.group(1)),
          number(yearFirst.group(3)),
          yearFirst.group(4) == null ? 0 : number(yearFirst.group(4)));
    }
    Matcher compact = COMPACT.matcher(word);
    if (compact.matches()) {
      return DateAtom.of(
          to, number(compact.group(1)), number(compact.group(2)), number(compact.group(3)));
    }
    Matcher yearLast = YEAR_LAST.matcher(word);
    return yearLast.matches() ? yearLast(yearLast, to) : null;
  }

  /// Dots put the day first; otherwise, the locale decides. The other order is read if only that is
  /// valid.
  private DateAtom yearLast(Matcher date, int to) {
    int first = number(date.group(1));
    int second = number(date.group(3));
    int year = number(date.group(4));
    if (date.group(4).length() == 2) {
      year = calendar.century(year);
    }
    DateAtom dayFirst = DateAtom.of(to, year, second, first);
    DateAtom monthFirstDate = DateAtom.of(to, year, first, second);
    boolean preferMonth = monthFirst && !date.group(2).equals(".");
    DateAtom preferred = preferMonth ? monthFirstDate : dayFirst;
    DateAtom other = preferMonth ? dayFirst : monthFirstDate;
    return preferred.kind() == DateAtom.Kind.IMPOSSIBLE ? other : preferred;
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
