package app.akin.core.query;

import app.akin.core.query.FactValue.Dates;
import app.akin.core.query.FactValue.Day;
import app.akin.core.query.FactValue.Numbers;
import app.akin.core.query.Match.Reading;
import java.time.MonthDay;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dates in Chinese, and ranges of them.
final class ChineseDates {
  private static final Pattern YEARS = Pattern.compile("(\\d{4})(?:[-~到至](\\d{4})年|[到至](\\d{4}))");
  private static final Pattern DAY =
      Pattern.compile("(\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]");
  private static final Pattern TO = Pattern.compile("到|至|-|~|—");
  private static final Pattern OPEN =
      Pattern.compile("(?<before>以前|之前|前)|(?<after>以后|之后|后)|(?<since>以来|起|至今|开始)");

  /// Characters that a date begins with.
  static final CharSet BEGINNINGS = new CharSet("0123456789〇零一二两三四五六七八九十今昨前上本这去最过近从自每");

  private static final Set<String> LEADING = Set.of("从", "自");

  private final Line line;
  private final ChineseDateAtoms atoms;
  private final Set<Integer> heldYears;

  ChineseDates(Line line, Calendar calendar, Set<Integer> heldYears) {
    this.line = line;
    this.atoms = new ChineseDateAtoms(line, calendar);
    this.heldYears = heldYears;
  }

  /// Returns the longest date that begins at a token; null if none does.
  @Nullable Match read(int i) {
    if (!BEGINNINGS.has(line.folded().charAt(line.at(i).start()))) {
      return null;
    }
    if (LEADING.contains(line.at(i).text())
        && i + 1 < line.size()
        && !line.at(i + 1).blankBefore()) {
      Match match = read(i + 1);
      return match == null || match.reading() != Reading.FORM ? null : match.from(i);
    }
    if (line.isHan(i, "每")) {
      return everyYear(i);
    }
    Match years = years(i);
    if (years != null) {
      return years;
    }
    DateAtom first = atoms.read(i);
    if (first == null) {
      return null;
    }
    Match joined = rangeOrOpen(i, first);
    return joined == null ? single(i, first) : joined;
  }

  /// Reads "每年7月".
  private @Nullable Match everyYear(int i) {
    int next = line.isHan(i + 2, "的") ? i + 3 : i + 2;
    Match match = line.isHan(i + 1, "年") && next < line.size() ? read(next) : null;
    if (match == null || !line.isGlued(next)) {
      return null;
    }
    boolean recurs = match.field() == FactField.MONTH || match.field() == FactField.DAY;
    return recurs ? match.from(i).as(Reading.FORM) : null;
  }

  private @Nullable Match years(int i) {
    Matcher years = line.isWord(i) ? line.lookingAt(YEARS, i) : null;
    if (years == null) {
      return null;
    }
    int to = line.tokenAfter(years.end());
    DateAtom first = DateAtom.of(to, Integer.parseInt(years.group(1)), 0, 0);
    String lastYear = years.group(2) == null ? years.group(3) : years.group(2);
    DateAtom last = DateAtom.of(to, Integer.parseInt(lastYear), 0, 0);
    return to < 0 ? null : range(i, first, last);
  }

  private @Nullable Match rangeOrOpen(int i, DateAtom first) {
    Matcher to = line.lookingAt(TO, first.to());
    if (to != null) {
      int next = line.tokenAfter(to.end());
      DateAtom last = next < 0 ? null : atoms.read(next);
      if (last == null && first.day() > 0) {
        last = dayOfMonth(next, first);
      }
      if (last != null) {
        return range(i, first, last);
      }
    }
    Matcher open = line.lookingAt(OPEN, first.to());
    if (open == null || first.recurs() || !(isGlued(first.to()) || open.group().length() > 1)) {
      return null;
    }
    int end = line.tokenAfter(open.end());
    Dates dates = first.dates(false).getFirst();
    Dates last = first.dates(false).getLast();
    Dates range =
        open.group("before") != null
            ? new Dates(null, dates.from())
            : open.group("after") != null
                ? new Dates(last.to(), null)
                : new Dates(dates.from(), null);
    return Match.form(i, end, FactField.DATE, List.of(range)).compared();
  }

  /// Reads the last day of "5月1日到5日".
  private @Nullable DateAtom dayOfMonth(int i, DateAtom first) {
    Matcher day = i < 0 ? null : line.lookingAt(DAY, i);
    int to = day == null ? -1 : line.tokenAfter(day.end());
    return day == null || to < 0
        ? null
        : DateAtom.of(to, first.year(), first.month(), ChineseNumbers.read(day.group(1)));
  }

  private boolean isGlued(int i) {
    return i < line.size() && line.isGlued(i);
  }

  private static @Nullable Match range(int i, DateAtom from, DateAtom to) {
    DateAtom first = from.recurs() && to.year() > 0 ? from.withYear(to.year()) : from;
    DateAtom last = to.recurs() && first.year() > 0 ? to.withYear(first.year()) : to;
    if (first.kind() == DateAtom.Kind.IMPOSSIBLE || last.kind() == DateAtom.Kind.IMPOSSIBLE) {
      return Match.words(i, last.to());
    }
    if (first.recurs() && last.recurs()) {
      return DateReader.recurringRange(i, first, last, true);
    }
    if (first.recurs() || last.recurs()) {
      return null;
    }
    Dates range = DateAtom.range(first, last, false);
    Dates southern = DateAtom.range(first, last, true);
    return range == null || southern == null
        ? Match.words(i, last.to())
        : Match.dates(i, last.to(), List.of(range), List.of(southern));
  }

  private Match single(int i, DateAtom atom) {
    int to = atom.to();
    return switch (atom.kind()) {
      case IMPOSSIBLE -> Match.words(i, to);
      case MONTH ->
          Match.form(i, to, FactField.MONTH, List.of(Numbers.of(atom.month())))
              .as(line.is(i, Token.Kind.HAN) ? Reading.NAME : Reading.FORM);
      case DECADE -> {
        boolean held = false;
        Dates dates = atom.dates(false).getFirst();
        if (dates.from() != null) {
          int start = dates.from().getYear();
          held = heldYears.stream().anyMatch(year -> year >= start && year < start + 10);
        }
        boolean marked = i > 0 && line.at(i - 1).text().equals("在");
        yield Match.dates(i, to, atom.dates(false), atom.dates(true))
            .as(held || marked ? Reading.NAME : Reading.WORDS);
      }
      case YEAR, EVERYDAY_MONTH, SHORT_MONTH, FORM ->
          atom.recurs()
              ? Match.form(
                  i, to, FactField.DAY, List.of(new Day(MonthDay.of(atom.month(), atom.day()))))
              : Match.dates(i, to, atom.dates(false), atom.dates(true));
    };
  }
}
