package app.akin.core.query;

import app.akin.core.query.DateAtom.Kind;
import app.akin.core.query.FactValue.Dates;
import app.akin.core.query.FactValue.Day;
import app.akin.core.query.FactValue.Numbers;
import app.akin.core.query.Match.Reading;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dates and date ranges in English words and in digits.
final class DateReader {
  private static final Pattern YEARS = Pattern.compile("(\\d{4})-(\\d{4})");
  private static final Pattern DAYS = Pattern.compile("(\\d{1,2})-(\\d{1,2})(?:st|nd|rd|th)?");
  private static final Pattern MONTHS = Pattern.compile("([a-z]{3,9})-([a-z]{3,9})");
  private static final Set<String> OPEN = Set.of("before", "until", "till", "after", "since");
  private static final Set<String> YEAR_MARKERS = Set.of("in", "during", "from");
  private static final Set<String> MONTH_MARKERS = Set.of("in", "during");
  private static final Set<String> TO = Set.of("to", "through", "until", "till");
  private static final Set<String> ONWARD = Set.of("on", "onward", "onwards");
  private static final Set<String> OWNERS = Set.of("his", "her", "their", "my", "your", "our");
  private static final int LONGEST_DAY_RANGE = 366;

  private final Line line;
  private final DateAtoms atoms;
  private final Set<Integer> heldYears;

  DateReader(Line line, DateAtoms atoms, Set<Integer> heldYears) {
    this.line = line;
    this.atoms = atoms;
    this.heldYears = heldYears;
  }

  /// Returns the longest date that begins at a token; null if none does.
  @Nullable Match read(int i) {
    String word = line.word(i);
    if (word.isEmpty()) {
      return null;
    }
    if (OPEN.contains(word)) {
      return open(i, word);
    }
    if (word.equals("from") || word.equals("between")) {
      return bounded(i, word);
    }
    DateAtom first = atom(i);
    if (first == null) {
      Match days = daysBefore(i, i, TO);
      return days == null ? ranges(i, word) : days;
    }
    boolean onward = line.isOneOf(first.to(), Set.of("onward", "onwards"));
    if (onward && !first.recurs() && first.kind() != Kind.IMPOSSIBLE) {
      return openMatch(i, "since", first).to(first.to() + 1);
    }
    Match range = rangeAfter(i, first, false);
    return range == null ? single(i, first) : range;
  }

  /// Returns a date in which a year may be that of "2019-2021" and a day that of "july 3-9".
  private @Nullable DateAtom atom(int i) {
    return line.isGlued(i) && i > 0 && !isLeftEdge(i - 1) ? null : atoms.read(i);
  }

  private boolean isLeftEdge(int i) {
    Token before = line.at(i);
    return switch (before.kind()) {
      case PUNCTUATION, MINUS, BAR, HAN, QUOTED, STARS, FIELD -> true;
      case WORD, FILE, TAG, KEPT, ESCAPED, SIGN, SYMBOL -> false;
    };
  }

  private @Nullable Match open(int i, String word) {
    int start = line.word(i + 1).equals("the") ? i + 2 : i + 1;
    DateAtom atom = atom(start);
    if (atom == null) {
      return null;
    }
    if (atom.kind() == Kind.IMPOSSIBLE || atom.recurs()) {
      Match recurring = rangeAfter(start, atom, true);
      return Match.words(i, recurring == null ? atom.to() : recurring.to());
    }
    return openMatch(i, word, atom);
  }

  private static Match openMatch(int i, String word, DateAtom atom) {
    List<Dates> north = List.of(open(word, atom.dates(false)));
    List<Dates> south = List.of(open(word, atom.dates(true)));
    return Match.dates(i, atom.to(), north, south).compared();
  }

  private static Dates open(String word, List<Dates> dates) {
    LocalDateTime from = dates.getFirst().from();
    LocalDateTime to = dates.getLast().to();
    return switch (word) {
      case "before" -> new Dates(null, from);
      case "until", "till" -> new Dates(null, to);
      case "after" -> new Dates(to, null);
      default -> new Dates(from, null);
    };
  }

  private @Nullable Match bounded(int i, String word) {
    int start = line.word(i + 1).equals("the") ? i + 2 : i + 1;
    DateAtom first = atom(start);
    if (first == null) {
      return word.equals("between") ? daysBefore(i, start, Set.of("and")) : null;
    }
    if (word.equals("from")) {
      boolean onward = line.isOneOf(first.to(), ONWARD) && !first.recurs();
      if (onward && first.kind() != Kind.IMPOSSIBLE) {
        return openMatch(i, "since", first).to(first.to() + 1);
      }
      Match range = rangeAfter(start, first, true);
      return range == null ? null : range.from(i);
    }
    if (!line.word(first.to()).equals("and")) {
      return null;
    }
    DateAtom last = atom(first.to() + 1);
    return last == null ? null : range(i, first, last, true);
  }

  /// Reads "2019-2021", "3-9 july 2023" and "may-june 2022".
  private @Nullable Match ranges(int i, String word) {
    if (word.indexOf('-') < 0) {
      return null;
    }
    Matcher years = YEARS.matcher(word);
    if (years.matches()) {
      DateAtom first = DateAtom.of(i + 1, Integer.parseInt(years.group(1)), 0, 0);
      DateAtom last = DateAtom.of(i + 1, Integer.parseInt(years.group(2)), 0, 0);
      return range(i, first, last, true);
    }
    Matcher days = DAYS.matcher(word);
    if (days.matches()) {
      int next = line.word(i + 1).equals("of") ? i + 2 : i + 1;
      int month = DateAtoms.month(line.word(next));
      DateAtom last = month == 0 ? null : atom(next);
      return last == null || last.day() > 0
          ? null
          : days(i, last.to(), last.year(), month, number(days, 1), number(days, 2));
    }
    Matcher months = MONTHS.matcher(word);
    if (months.matches()) {
      int first = DateAtoms.month(months.group(1));
      int last = DateAtoms.month(months.group(2));
      if (first > 0 && last > 0) {
        return monthRange(i, first, last);
      }
    }
    return null;
  }

  /// Reads "3 to 9 july 2023" and "between 3 and 9 july 2023".
  ///
  /// @param start token of the first day
  /// @param joining words between the days
  private @Nullable Match daysBefore(int i, int start, Set<String> joining) {
    int day = line.isOneOf(start + 1, joining) ? atoms.day(start) : 0;
    DateAtom last = day == 0 ? null : atom(start + 2);
    return last == null || last.day() == 0
        ? null
        : days(i, last.to(), last.year(), last.month(), day, last.day());
  }

  /// Reads "may-june 2022": one word with two months.
  private @Nullable Match monthRange(int i, int first, int last) {
    DateAtom year = year(i + 1);
    int to = year == null ? i + 1 : year.to();
    int yearNumber = year == null ? 0 : year.year();
    return range(
        i, DateAtom.of(to, yearNumber, first, 0), DateAtom.of(to, yearNumber, last, 0), true);
  }

  /// Returns the year at a token, null if another date or none begins there.
  private @Nullable DateAtom year(int i) {
    DateAtom year = atom(i);
    return year == null || year.month() > 0 || year.year() == 0 ? null : year;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  /// Reads what follows the first date of a range; null if no range does.
  ///
  /// @param marked whether "from" stands before it
  private @Nullable Match rangeAfter(int i, DateAtom first, boolean marked) {
    int next = first.to();
    if (first.month() > 0 && first.day() == 0 && first.year() == 0) {
      Match days = monthWithDays(i, first);
      if (days != null) {
        return days;
      }
    }
    boolean dash = line.isSign(next, "-") && !line.isGlued(next) && !line.isGlued(next + 1);
    boolean dots = line.isSign(next, ".") && line.isGlued(next) && line.isSign(next + 1, ".");
    if (!dash && !dots && !line.isOneOf(next, TO)) {
      return null;
    }
    DateAtom last = atom(dots ? next + 2 : next + 1);
    if (last == null) {
      return first.day() > 0 ? dayTo(i, first, next + 1) : null;
    }
    if (last.kind() == Kind.IMPOSSIBLE || first.kind() == Kind.IMPOSSIBLE) {
      return Match.words(i, last.to());
    }
    return range(i, first, last, marked);
  }

  /// Reads "july 3-9, 2023" and "july 3-9".
  private @Nullable Match monthWithDays(int i, DateAtom month) {
    Matcher days = DAYS.matcher(line.word(month.to()));
    if (!days.matches()) {
      return null;
    }
    int next = month.to() + 1;
    DateAtom year = year(line.isSign(next, ",") ? next + 1 : next);
    return days(
        i,
        year == null ? next : year.to(),
        year == null ? 0 : year.year(),
        month.month(),
        number(days, 1),
        number(days, 2));
  }

  /// Reads "july 3 to 9 2023".
  private @Nullable Match dayTo(int i, DateAtom first, int next) {
    int day = atoms.day(next);
    if (day == 0) {
      return null;
    }
    int after = line.isSign(next + 1, ",") ? next + 2 : next + 1;
    DateAtom year = year(after);
    return days(
        i,
        year == null ? next + 1 : year.to(),
        year == null ? first.year() : year.year(),
        first.month(),
        first.day(),
        day);
  }

  private static @Nullable Match days(
      int i, int to, int year, int month, int firstDay, int lastDay) {
    DateAtom first = DateAtom.of(to, year, month, firstDay);
    DateAtom last = DateAtom.of(to, year, month, lastDay);
    boolean possible =
        first.kind() != Kind.IMPOSSIBLE && last.kind() != Kind.IMPOSSIBLE && firstDay < lastDay;
    return possible && firstDay > 0 ? range(i, first, last, true) : Match.words(i, to);
  }

  /// Returns the range from one date to another, which lend each other a missing year.
  ///
  /// @param marked whether months that are ordinary words may begin and end it
  private static @Nullable Match range(int i, DateAtom from, DateAtom to, boolean marked) {
    DateAtom first = from.recurs() && to.year() > 0 ? from.withYear(to.year()) : from;
    DateAtom last = to.recurs() && first.year() > 0 ? to.withYear(first.year()) : to;
    if (first.kind() == Kind.IMPOSSIBLE || last.kind() == Kind.IMPOSSIBLE) {
      return Match.words(i, last.to());
    }
    if (first.recurs() && last.recurs()) {
      return recurringRange(i, first, last, marked);
    }
    if (first.recurs() || last.recurs()) {
      return null;
    }
    Dates north = DateAtom.range(first, last, false);
    Dates south = DateAtom.range(first, last, true);
    return north == null || south == null
        ? Match.words(i, last.to())
        : Match.dates(i, last.to(), List.of(north), List.of(south));
  }

  /// Returns the range of two months or two days of any year; null if they are no range.
  static @Nullable Match recurringRange(int i, DateAtom first, DateAtom last, boolean marked) {
    if (first.day() > 0 && last.day() > 0) {
      List<Day> days = days(first, last);
      return days.size() > LONGEST_DAY_RANGE ? null : Match.form(i, last.to(), FactField.DAY, days);
    }
    boolean everyday = first.kind() == Kind.EVERYDAY_MONTH && last.kind() == Kind.EVERYDAY_MONTH;
    boolean shortened = first.kind() == Kind.SHORT_MONTH || last.kind() == Kind.SHORT_MONTH;
    if (first.day() > 0 || last.day() > 0 || shortened || (everyday && !marked)) {
      return null;
    }
    List<Numbers> months = new ArrayList<>();
    int month = first.month();
    months.add(Numbers.of(month));
    while (month != last.month()) {
      month = month % 12 + 1;
      months.add(Numbers.of(month));
    }
    return Match.form(i, last.to(), FactField.MONTH, months);
  }

  private static List<Day> days(DateAtom first, DateAtom last) {
    MonthDay start = MonthDay.of(first.month(), first.day());
    MonthDay end = MonthDay.of(last.month(), last.day());
    if (!start.isAfter(end)) {
      return Scalars.days(start, end);
    }
    List<Day> days = new ArrayList<>(Scalars.days(start, MonthDay.of(12, 31)));
    days.addAll(Scalars.days(MonthDay.of(1, 1), end));
    return days;
  }

  private @Nullable Match single(int i, DateAtom atom) {
    int to = atom.to();
    return switch (atom.kind()) {
      case IMPOSSIBLE -> Match.words(i, to);
      case YEAR -> isHeldOrMarked(i, atom, 1) ? dates(i, to, atom) : null;
      case DECADE -> decade(i, atom);
      case MONTH ->
          line.word(i - 1).equals("next") ? Match.words(i, to) : month(i, atom).as(Reading.FORM);
      case EVERYDAY_MONTH ->
          line.isOneOf(i - 1, MONTH_MARKERS) || isAfterMonth(i)
              ? month(i, atom).as(Reading.NAME)
              : month(i, atom).as(Reading.OFFER);
      case SHORT_MONTH -> null;
      case FORM ->
          atom.recurs()
              ? Match.form(
                  i, to, FactField.DAY, List.of(new Day(MonthDay.of(atom.month(), atom.day()))))
              : dates(i, to, atom);
    };
  }

  /// Returns whether "and", "or" or a comma joins a month to one that is no ordinary word.
  private boolean isAfterMonth(int i) {
    boolean joined = line.isOneOf(i - 1, Set.of("and", "or")) || line.isSign(i - 1, ",");
    String before = line.word(i - 2);
    return joined && Words.MONTHS.containsKey(before) && !Words.EVERYDAY_MONTHS.contains(before);
  }

  private static Match month(int i, DateAtom atom) {
    return Match.form(i, atom.to(), FactField.MONTH, List.of(Numbers.of(atom.month())));
  }

  private @Nullable Match decade(int i, DateAtom atom) {
    int article = line.word(i - 1).equals("the") ? 2 : 1;
    if (line.isOneOf(i - 1, OWNERS)) {
      return null;
    }
    return isHeldOrMarked(i - article + 1, atom, 10)
        ? dates(i, atom.to(), atom).as(Reading.NAME)
        : null;
  }

  private boolean isHeldOrMarked(int i, DateAtom atom, int years) {
    LocalDateTime from = atom.dates(false).getFirst().from();
    int first = from == null ? 0 : from.getYear();
    for (int year = first; year < first + years; year++) {
      if (heldYears.contains(year)) {
        return true;
      }
    }
    return line.isOneOf(i - 1, YEAR_MARKERS);
  }

  private static Match dates(int i, int to, DateAtom atom) {
    return Match.dates(i, to, atom.dates(false), atom.dates(true));
  }

  /// Returns whether a date begins at a token and is one day, or a day of the week.
  boolean isDay(@Nullable Match match) {
    return match != null
        && match.isFact()
        && (match.field() == FactField.DAY
            || match.field() == FactField.WEEKDAY
            || (match.field() == FactField.DATE
                && match.values().size() == 1
                && match.values().getFirst() instanceof Dates dates
                && dates.from() != null
                && dates.from().plusDays(1).equals(dates.to())));
  }
}
