package app.akin.core.query;

import app.akin.core.query.FactValue.Text;
import app.akin.core.query.FactValue.Times;
import app.akin.core.query.Match.Reading;
import app.akin.core.query.Token.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// Reads facts in Simplified Chinese.
final class ChineseReader {
  private static final HanPattern SEASON =
      HanPattern.of(
          "每春夏秋冬圣农中复万情感跨新",
          "(?<every>每年|每个|每)?(?<name>[春夏秋冬][天季]|" + ChineseDateAtoms.FESTIVAL + ")");
  private static final HanPattern WEEKDAY =
      HanPattern.of("每周星礼", "(?<every>每个?)?(?:周末|(?:周|星期|礼拜)(?<day>[一二三四五六日天]))");
  private static final HanPattern TIME = HanPattern.of("早上下傍晚夜深清", "早上|早晨|清晨|上午|下午|傍晚|晚上|夜晚|夜里|深夜");
  private static final HanPattern EXCLUDING = HanPattern.of("不没除排", "不要|没有|不含|不包括|不包含|除了|排除");
  private static final HanPattern NEGATION = HanPattern.of("不没", "不是用?|不在|没在");
  private static final CharSet EXCLUDING_BEGINNINGS =
      CharSet.union(EXCLUDING.beginnings(), NEGATION.beginnings());
  private static final HanPattern PHOTO = HanPattern.of("照图相", "照片|图片|相片");
  private static final HanPattern AFTER = HanPattern.of("拍的", "拍摄的|拍的|拍摄|拍|的");

  private static final Map<String, Match> FIXED =
      Map.ofEntries(
          form("竖拍", FactField.ORIENTATION, "portrait"),
          form("横拍", FactField.ORIENTATION, "landscape"),
          name("截图", FactField.KIND, "screenshot"),
          name("截屏", FactField.KIND, "screenshot"),
          name("视频", FactField.KIND, "video"),
          name("全景", FactField.KIND, "panorama"),
          name("黑白", FactField.KIND, "bw"),
          absent("没有定位", "gps"),
          absent("无定位", "gps"),
          absent("没有位置", "gps"),
          absent("没有gps", "gps"),
          form("有定位", FactField.HAS, "gps"),
          form("有gps", FactField.HAS, "gps"),
          absent("没有日期", "date"),
          absent("没有相机", "camera"),
          absent("没有标签", "tag"),
          absent("无标签", "tag"),
          absent("未评分", "rating"),
          absent("没有评分", "rating"));

  private static final CharSet FIXED_BEGINNINGS = new CharSet("竖横截视全黑没无有未");
  private static final int LONGEST_FIXED = 5;

  /// The characters that a fact may begin with, except names.
  private static final CharSet BEGINNINGS =
      CharSet.union(
          ChineseDates.BEGINNINGS,
          ChineseMeasures.BEGINNINGS,
          FIXED_BEGINNINGS,
          SEASON.beginnings(),
          WEEKDAY.beginnings(),
          TIME.beginnings());

  private static final Map<String, Times> TIMES =
      Map.of(
          "早上", RecurringReader.times(5, 12),
          "早晨", RecurringReader.times(5, 12),
          "清晨", RecurringReader.times(5, 12),
          "上午", RecurringReader.times(5, 12),
          "下午", RecurringReader.times(12, 18),
          "傍晚", RecurringReader.times(18, 22),
          "晚上", RecurringReader.times(18, 5),
          "夜晚", RecurringReader.times(18, 5),
          "夜里", RecurringReader.times(22, 5),
          "深夜", RecurringReader.times(22, 5));

  /// Characters after which a name may begin.
  private static final String BEFORE_NAME = "在的拍用从去到和与及或者要有含是年月日号天周末季跟";

  private static final Set<String> ENDING = Set.of("的", "在", "和", "或", "与", "及", "拍");

  private final Line line;
  private final ChineseNames names;
  private final ChineseDates dates;
  private final ChineseMeasures measures;
  private final boolean hasPicture;
  private final boolean hasHan;

  ChineseReader(
      Line line, LibraryNames names, Vocabulary vocabulary, Calendar calendar, boolean hasPicture) {
    this.line = line;
    this.names = new ChineseNames(line, names);
    this.measures = new ChineseMeasures(line, names, vocabulary);
    this.dates = new ChineseDates(line, calendar, vocabulary.years());
    this.hasPicture = hasPicture;
    this.hasHan = line.tokens().stream().anyMatch(token -> token.is(Kind.HAN));
  }

  private static Map.Entry<String, Match> form(String name, FactField field, String word) {
    return Map.entry(name, Match.of(Reading.FORM, 0, 0, field, word));
  }

  private static Map.Entry<String, Match> name(String name, FactField field, String word) {
    return Map.entry(name, Match.of(Reading.NAME, 0, 0, field, word));
  }

  private static Map.Entry<String, Match> absent(String name, String word) {
    return Map.entry(name, Match.of(Reading.FORM, 0, 0, FactField.HAS, word).negate());
  }

  /// Returns the longest fact that begins at a token; null if none does.
  @Nullable Match read(int i) {
    if (!hasHan || !(line.is(i, Kind.HAN) || line.isWord(i))) {
      return null;
    }
    Match match = BEGINNINGS.has(line.folded().charAt(line.at(i).start())) ? form(i) : null;
    if (!line.is(i, Kind.HAN)) {
      return match;
    }
    if (isLeftEdge(i)) {
      match = longer(match, names.camera(i));
      match = longer(match, names.place(i));
    }
    return match;
  }

  /// Returns the longest fact that is no name; null if none begins at a token.
  private @Nullable Match form(int i) {
    Match match = longer(dates.read(i), measures.read(i));
    if (!line.is(i, Kind.HAN)) {
      return match;
    }
    match = longer(match, fixed(i));
    match = longer(match, season(i));
    match = longer(match, weekday(i));
    return longer(match, time(i));
  }

  private static @Nullable Match longer(@Nullable Match one, @Nullable Match other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.to() > one.to() ? other : one;
  }

  /// Returns whether a name may begin at a token: not within a run of other characters.
  private boolean isLeftEdge(int i) {
    return i == 0
        || !line.isGlued(i)
        || !line.is(i - 1, Kind.HAN)
        || BEFORE_NAME.contains(line.at(i - 1).text())
        || (i > 1 && photoWord(i - 2) > 0);
  }

  private @Nullable Matcher at(HanPattern pattern, int i) {
    return pattern.at(line, i);
  }

  private @Nullable Match fixed(int i) {
    int start = line.at(i).start();
    if (!FIXED_BEGINNINGS.has(line.folded().charAt(start))) {
      return null;
    }
    for (int length = LONGEST_FIXED; length >= 2; length--) {
      int end = start + length;
      if (end <= line.folded().length()) {
        Match match = FIXED.get(line.folded().substring(start, end));
        int to = match == null ? -1 : line.tokenAfter(end);
        if (match != null && to > 0) {
          return match.to(to).from(i).cutFrom(i);
        }
      }
    }
    return null;
  }

  private boolean isMarked(int i, int to) {
    boolean in = i > 0 && line.at(i - 1).text().equals("在") && line.isGlued(i);
    boolean taken = to < line.size() && line.at(to).text().equals("拍") && line.isGlued(to);
    return in || taken;
  }

  private @Nullable Match season(int i) {
    Matcher season = at(SEASON, i);
    if (season == null) {
      return null;
    }
    int to = line.tokenAfter(season.end());
    String name = season.group("name");
    String festival = ChineseDateAtoms.festival(name);
    String word = festival == null ? ChineseDateAtoms.season(name) : festival;
    if (word == null) {
      return null;
    }
    boolean every = season.group("every") != null;
    boolean marked = every || (isMarked(i, to) && !hasPicture);
    return Match.of(
        marked ? Reading.NAME : Reading.OFFER,
        i,
        to,
        festival == null ? FactField.SEASON : FactField.FESTIVAL,
        word);
  }

  private @Nullable Match weekday(int i) {
    Matcher weekday = at(WEEKDAY, i);
    if (weekday == null) {
      return null;
    }
    int to = line.tokenAfter(weekday.end());
    String day = weekday.group("day");
    List<Text> values =
        day == null
            ? List.of(new Text("sat"), new Text("sun"))
            : List.of(
                new Text(
                    Words.WEEKDAYS.get("一二三四五六日".indexOf(day.replace('天', '日'))).substring(0, 3)));
    boolean marked = weekday.group("every") != null || isMarked(i, to);
    return Match.form(i, to, FactField.WEEKDAY, values).as(marked ? Reading.NAME : Reading.OFFER);
  }

  /// A time of day needs "拍" behind it or a day before it.
  private @Nullable Match time(int i) {
    Matcher time = at(TIME, i);
    if (time == null) {
      return null;
    }
    int to = line.tokenAfter(time.end());
    Times times = TIMES.get(time.group());
    boolean taken = to < line.size() && line.at(to).text().equals("拍") && line.isGlued(to);
    boolean day = i > 0 && line.isGlued(i) && "天日号".contains(line.at(i - 1).text());
    return times == null
        ? null
        : Match.of(taken || day ? Reading.NAME : Reading.OFFER, i, to, FactField.TIME, times);
  }

  private int length(HanPattern pattern, int i) {
    if (!line.is(i, Kind.HAN)) {
      return 0;
    }
    Matcher matcher = at(pattern, i);
    return matcher == null ? 0 : line.tokenAfter(matcher.end()) - i;
  }

  /// Returns the number of tokens of a photo word, 0 if there is none.
  int photoWord(int i) {
    return length(PHOTO, i);
  }

  /// Returns whether a word such as "或" and a fact follow.
  boolean joinsFact(int i, @Nullable Match[] best) {
    int next = joined(i);
    Match match = next > i && next < best.length ? best[next] : null;
    return match != null && match.isFact();
  }

  /// Returns the token after a word that joins, else the token itself.
  int joined(int i) {
    if (!line.is(i, Kind.HAN) && !line.isSign(i, "、")) {
      return i;
    }
    return switch (line.at(i).text()) {
      case "或" -> i + orLength(i);
      case "和", "与", "及", "、" -> i + 1;
      default -> i;
    };
  }

  /// Returns the number of tokens of "or".
  int orLength(int i) {
    boolean longer =
        line.is(i, Kind.HAN) && i + 1 < line.size() && line.at(i + 1).text().equals("者");
    return longer ? 2 : 1;
  }

  /// Returns the number of tokens between a fact and "或" that do not matter, such as "拍的照片".
  int skipped(int i) {
    return Math.max(length(AFTER, i), photoWord(i));
  }

  /// Returns whether a word that excludes something may begin at a token.
  boolean mayExclude(int i) {
    return EXCLUDING_BEGINNINGS.has(line.folded().charAt(line.at(i).start()));
  }

  /// Returns the number of tokens of a word that excludes a fact directly behind it, else 0.
  int negation(int i) {
    return length(NEGATION, i);
  }

  /// Returns the number of tokens of a word that excludes what follows, 0 if there is none.
  int exclusionMarker(int i) {
    return length(EXCLUDING, i);
  }

  /// Returns the token after a run of characters that a minus excludes.
  int exclusionEnd(int i) {
    int end = i;
    while (line.is(end, Kind.HAN) && (end == i || (line.isGlued(end) && !endsExclusion(end)))) {
      end++;
    }
    return end;
  }

  /// Returns whether a character ends what is excluded.
  boolean endsExclusion(int i) {
    return ENDING.contains(line.at(i).text());
  }

  /// Returns the number of tokens behind a cut that go with it, such as "拍的".
  int removedAfter(int i) {
    return i < line.size() && line.isGlued(i) ? length(AFTER, i) : 0;
  }

  /// Returns whether a token before a cut goes with it: not as the end of another word.
  boolean isRemovedBefore(int i) {
    return line.isHan(i, "在的用") && (line.isGlued(i + 1) || isAlone(i));
  }

  /// Returns whether a token may go at either end of the text.
  boolean isJoining(int i) {
    return line.isHan(i, "的和或与及");
  }

  /// Returns whether blanks stand on both sides of a token.
  boolean isAlone(int i) {
    return line.at(i).blankBefore() && !line.isGlued(i + 1);
  }

  /// Returns whether a token alone leaves no text.
  boolean isSmall(int i) {
    return line.is(i, Kind.HAN)
        && ("的在拍我".contains(line.at(i).text())
            || (line.at(i).text().equals("们") && line.isHan(i - 1, "我"))
            || photoWord(i) > 0
            || (i > 0 && photoWord(i - 1) > 0));
  }
}
