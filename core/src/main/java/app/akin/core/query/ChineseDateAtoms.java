package app.akin.core.query;

import app.akin.core.query.FactValue.Dates;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads single dates in Chinese, such as "去年夏天", "上周三" and "5月1日", and the names of seasons and
/// festivals.
final class ChineseDateAtoms {
  private static final String NUMBER = "(\\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])";
  private static final String SEASON = "[春夏秋冬][天季]";
  static final String FESTIVAL = "圣诞节?|春节|农历新年|中国新年|复活节|万圣节|情人节|感恩节|跨年夜|新年前夜";
  private static final String UNIT = "(年|个?月|周|个?星期|天)";

  /// What makes four digits a year without "年".
  private static final String NEXT = "\\s?(?:以前|之前|以后|之后|以来)|的?(?:" + SEASON + "|" + FESTIVAL + ")";

  private static final Pattern DATE =
      Pattern.compile(
          "(?:((?:\\d{4}|[〇零一二三四五六七八九]{4})(?=年)|\\d{4}(?="
              + NEXT
              + "))年?|(去年|今年|前年))?"
              + "(?:的?(?:(\\d{1,2}|十[一二]?|[一二三四五六七八九])月份?"
              + "(?:(\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号])?"
              + "|("
              + SEASON
              + ")|("
              + FESTIVAL
              + ")))?");

  /// Groups of [#DATE].
  private static final int YEAR = 1;

  private static final int RELATIVE = 2;
  private static final int MONTH = 3;
  private static final int DAY_OF_MONTH = 4;
  private static final int SEASON_NAME = 5;
  private static final int FESTIVAL_NAME = 6;

  private static final Pattern DECADE =
      Pattern.compile("(?:上世纪|二十世纪)?(\\d{2}|\\d{4}|[二三四五六七八九]十)年代");
  private static final Pattern AGO = Pattern.compile(NUMBER + UNIT + "(?:以|之)?前");
  private static final Pattern ROLLING = Pattern.compile("(?:最近|过去|近)的?" + NUMBER + UNIT);
  private static final Pattern WEEKDAY = Pattern.compile("([上本这])个?(?:周|星期|礼拜)([一二三四五六日天])");
  private static final Map<String, String> SEASONS =
      Map.of("春", "spring", "夏", "summer", "秋", "autumn", "冬", "winter");

  private static final Map<String, String> FESTIVALS =
      Map.ofEntries(
          Map.entry("圣诞", "christmas"),
          Map.entry("圣诞节", "christmas"),
          Map.entry("春节", "lunar-new-year"),
          Map.entry("农历新年", "lunar-new-year"),
          Map.entry("中国新年", "lunar-new-year"),
          Map.entry("复活节", "easter"),
          Map.entry("万圣节", "halloween"),
          Map.entry("情人节", "valentines-day"),
          Map.entry("感恩节", "thanksgiving"),
          Map.entry("跨年夜", "new-years-eve"),
          Map.entry("新年前夜", "new-years-eve"));

  private static final String RELATIVE_BEGINNINGS = "今昨上前本这";

  private static final String NUMBERS = "0123456789〇零一二两三四五六七八九十";

  private final Line line;
  private final Calendar calendar;
  private final Matcher date;
  private final Map<String, Dates> relative;

  ChineseDateAtoms(Line line, Calendar calendar) {
    this.line = line;
    this.calendar = calendar;
    this.date = DATE.matcher(line.folded());
    this.relative =
        Map.ofEntries(
            Map.entry("今天", calendar.unit(ChronoUnit.DAYS, 0)),
            Map.entry("昨天", calendar.unit(ChronoUnit.DAYS, 1)),
            Map.entry("前天", calendar.unit(ChronoUnit.DAYS, 2)),
            Map.entry("昨晚", calendar.lastNight()),
            Map.entry("上周末", calendar.weekend(true)),
            Map.entry("上个周末", calendar.weekend(true)),
            Map.entry("本周末", calendar.weekend(false)),
            Map.entry("这周末", calendar.weekend(false)),
            Map.entry("这个周末", calendar.weekend(false)),
            Map.entry("上周", calendar.unit(ChronoUnit.WEEKS, 1)),
            Map.entry("上星期", calendar.unit(ChronoUnit.WEEKS, 1)),
            Map.entry("上个星期", calendar.unit(ChronoUnit.WEEKS, 1)),
            Map.entry("本周", calendar.unit(ChronoUnit.WEEKS, 0)),
            Map.entry("这周", calendar.unit(ChronoUnit.WEEKS, 0)),
            Map.entry("这个星期", calendar.unit(ChronoUnit.WEEKS, 0)),
            Map.entry("上个月", calendar.unit(ChronoUnit.MONTHS, 1)),
            Map.entry("上月", calendar.unit(ChronoUnit.MONTHS, 1)),
            Map.entry("本月", calendar.unit(ChronoUnit.MONTHS, 0)),
            Map.entry("这个月", calendar.unit(ChronoUnit.MONTHS, 0)));
  }

  /// Returns the longest date that begins at a token; null if none does.
  @Nullable DateAtom read(int i) {
    if (i >= line.size() || isInsideNumber(i)) {
      return null;
    }
    char first = line.folded().charAt(line.at(i).start());
    boolean number = NUMBERS.indexOf(first) >= 0;
    DateAtom atom = RELATIVE_BEGINNINGS.indexOf(first) < 0 ? null : relative(i);
    if (atom == null && (number || first == '上')) {
      atom = decade(i);
    }
    boolean rolling = "最过近".indexOf(first) >= 0;
    if (atom == null && (number || rolling)) {
      atom = counted(i, rolling);
    }
    return atom == null && (number || "去今前".indexOf(first) >= 0) ? date(i) : atom;
  }

  /// Returns whether a number begins before a token.
  private boolean isInsideNumber(int i) {
    return i > 0
        && line.isGlued(i)
        && (line.isWord(i - 1) || "一二三四五六七八九十〇零两".contains(line.at(i - 1).text()))
        && "一二三四五六七八九十〇零两0123456789".indexOf(line.at(i).text().charAt(0)) >= 0;
  }

  /// Reads "上周" and "前天", but not as parts of "上上周" and "大前天".
  private @Nullable DateAtom relative(int i) {
    if (line.isGlued(i) && line.isHan(i - 1, "上大")) {
      return null;
    }
    int start = line.at(i).start();
    for (int length = 4; length >= 2; length--) {
      int end = Math.min(start + length, line.folded().length());
      Dates dates = relative.get(line.folded().substring(start, end));
      int to = dates == null ? -1 : line.tokenAfter(end);
      if (dates != null && to > 0) {
        Matcher weekday = line.lookingAt(WEEKDAY, i);
        return weekday == null ? DateAtom.of(to, dates) : weekday(weekday);
      }
    }
    Matcher weekday = line.lookingAt(WEEKDAY, i);
    return weekday == null ? null : weekday(weekday);
  }

  /// The weekday of the week before or of the current one, from Monday to Sunday.
  private @Nullable DateAtom weekday(Matcher weekday) {
    int number = "一二三四五六日".indexOf(weekday.group(2).replace('天', '日'));
    LocalDate monday =
        calendar
            .today()
            .minusDays(calendar.today().getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue());
    LocalDate day = monday.plusDays(number).minusWeeks(weekday.group(1).equals("上") ? 1 : 0);
    int to = line.tokenAfter(weekday.end());
    return to < 0 || day.isAfter(calendar.today()) ? null : DateAtom.of(to, Calendar.day(day));
  }

  private @Nullable DateAtom decade(int i) {
    Matcher decade = line.lookingAt(DECADE, i);
    if (decade == null) {
      return null;
    }
    int number = ChineseNumbers.read(decade.group(1));
    int start = number < 100 ? calendar.century(number) : number;
    int to = line.tokenAfter(decade.end());
    return number % 10 > 0 || !Calendar.isYear(start) || to < 0
        ? null
        : DateAtom.of(to, new Dates(Calendar.year(start).from(), Calendar.year(start + 9).to()))
            .as(DateAtom.Kind.DECADE);
  }

  private @Nullable DateAtom counted(int i, boolean rolling) {
    Matcher counted = line.lookingAt(rolling ? ROLLING : AGO, i);
    if (counted == null) {
      return null;
    }
    int count = ChineseNumbers.read(counted.group(1));
    int to = line.tokenAfter(counted.end());
    if (count == 0 || to < 0) {
      return null;
    }
    ChronoUnit unit =
        switch (counted.group(2)) {
          case "年" -> ChronoUnit.YEARS;
          case "月", "个月" -> ChronoUnit.MONTHS;
          case "天" -> ChronoUnit.DAYS;
          default -> ChronoUnit.WEEKS;
        };
    return DateAtom.of(to, rolling ? calendar.rolling(unit, count) : calendar.unit(unit, count));
  }

  private @Nullable DateAtom date(int i) {
    date.region(line.at(i).start(), line.folded().length());
    if (!date.lookingAt() || date.end() == line.at(i).start()) {
      return null;
    }
    int to = line.tokenAfter(date.end());
    int year = year();
    String season = date.group(SEASON_NAME);
    String festival = date.group(FESTIVAL_NAME);
    if (to < 0 || (year == 0 && date.group(MONTH) == null)) {
      return null;
    }
    if (season != null) {
      String word = SEASONS.get(season.substring(0, 1));
      return word == null
          ? null
          : DateAtom.of(to, Calendar.season(word, false, year), Calendar.season(word, true, year));
    }
    if (festival != null) {
      return Calendar.festival(FESTIVALS.getOrDefault(festival, "christmas"), year)
          .map(dates -> DateAtom.of(to, dates))
          .orElse(null);
    }
    int month = date.group(MONTH) == null ? 0 : ChineseNumbers.read(date.group(MONTH));
    int day = date.group(DAY_OF_MONTH) == null ? 0 : ChineseNumbers.read(date.group(DAY_OF_MONTH));
    DateAtom atom = DateAtom.of(to, year, month, day);
    boolean impossible = atom.kind() == DateAtom.Kind.IMPOSSIBLE || (month == 0 && year == 0);
    return year == 0 && day == 0 && !impossible ? atom.as(DateAtom.Kind.MONTH) : atom;
  }

  private int year() {
    if (date.group(YEAR) != null) {
      return ChineseNumbers.read(date.group(YEAR));
    }
    if (date.group(RELATIVE) == null) {
      return 0;
    }
    int ago =
        switch (date.group(RELATIVE)) {
          case "今年" -> 0;
          case "去年" -> 1;
          default -> 2;
        };
    return calendar.today().getYear() - ago;
  }

  /// Returns the season of a name such as "冬天", null if it is not one.
  static @Nullable String season(String name) {
    return SEASONS.get(name.substring(0, 1));
  }

  static @Nullable String festival(String name) {
    return FESTIVALS.get(name);
  }
}
