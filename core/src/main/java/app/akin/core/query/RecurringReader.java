package app.akin.core.query;

import app.akin.core.query.FactValue.Day;
import app.akin.core.query.FactValue.Numbers;
import app.akin.core.query.FactValue.Text;
import app.akin.core.query.FactValue.Times;
import app.akin.core.query.Match.Reading;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads seasons, festivals, weekdays and times of day without a year.
final class RecurringReader {
  private static final Set<String> SEASON_MARKERS = Set.of("in", "during");
  private static final Set<String> FESTIVAL_MARKERS = Set.of("at", "on", "during", "over");
  private static final Set<String> TIME_MARKERS = Set.of("at", "in", "during");
  private static final Set<String> TAKEN = Set.of("taken", "shot");
  private static final Set<String> OPEN = Set.of("before", "until", "till", "after", "since");

  /// Times of day by their words.
  static final Map<String, Times> TIMES =
      Map.of(
          "morning", times(5, 12),
          "afternoon", times(12, 18),
          "evening", times(18, 22),
          "night", times(22, 5));

  private final Line line;
  private final DateAtoms atoms;
  private final boolean hasPicture;

  RecurringReader(Line line, DateAtoms atoms, boolean hasPicture) {
    this.line = line;
    this.atoms = atoms;
    this.hasPicture = hasPicture;
  }

  /// Returns the time of day of a word behind a day, such as "morning" and "mornings"; null if it
  /// is no time.
  static @Nullable Times timeAfterDay(String word) {
    return TIMES.get(word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
  }

  /// Returns the range from one hour to another.
  static Times times(int from, int to) {
    return new Times(LocalTime.of(from, 0), LocalTime.of(to, 0));
  }

  /// Returns a fact of any year that begins at a token; null if none does.
  @Nullable Match read(int i) {
    String word = line.word(i);
    if (word.isEmpty()) {
      return null;
    }
    if (word.equals("every")) {
      return every(i);
    }
    Match match = named(i);
    if (match == null) {
      return time(i, word);
    }
    return line.isOneOf(i - 1, OPEN) ? Match.words(i, match.to()) : match;
  }

  private @Nullable Match every(int i) {
    DateAtom day = atoms.read(i + 1);
    if (day != null && day.recurs() && day.day() > 0 && day.kind() == DateAtom.Kind.FORM) {
      return Match.form(
          i, day.to(), FactField.DAY, List.of(new Day(MonthDay.of(day.month(), day.day()))));
    }
    Match match = named(i + 1);
    int month = Words.MONTHS.getOrDefault(line.word(i + 1), 0);
    if (match == null && month > 0) {
      match = Match.of(Reading.NAME, i, i + 2, FactField.MONTH, Numbers.of(month));
      return Words.EVERYDAY_MONTHS.contains(line.word(i + 1)) ? match : match.as(Reading.FORM);
    }
    return match == null ? null : match.from(i).as(Reading.NAME);
  }

  private @Nullable Match named(int i) {
    String season = Words.SEASONS.get(line.word(i));
    if (season != null) {
      Reading reading = isMarked(i, SEASON_MARKERS, true) ? Reading.NAME : Reading.OFFER;
      return Match.of(edit(reading), i, i + 1, FactField.SEASON, season);
    }
    DateAtoms.Festival festival = atoms.festival(i);
    if (festival != null) {
      Reading reading = isMarked(i, FESTIVAL_MARKERS, false) ? Reading.NAME : Reading.OFFER;
      return Match.of(edit(reading), i, festival.to(), FactField.FESTIVAL, festival.word());
    }
    return weekday(i);
  }

  /// With a picture in the query, seasons and festivals need a year, "last", "this" or "every".
  private Reading edit(Reading reading) {
    return hasPicture ? Reading.OFFER : reading;
  }

  private boolean isMarked(int i, Set<String> markers, boolean article) {
    return line.isOneOf(i - 1, markers)
        || (article && line.word(i - 1).equals("the") && line.isOneOf(i - 2, markers));
  }

  private @Nullable Match weekday(int i) {
    String word = line.word(i);
    boolean plural = word.endsWith("s");
    String singular = plural ? word.substring(0, word.length() - 1) : word;
    int weekday = Words.WEEKDAYS.indexOf(singular);
    boolean weekend = singular.equals("weekend");
    if (weekday < 0 && !weekend) {
      return null;
    }
    boolean marked = plural || line.word(i - 1).equals("on");
    List<Text> values =
        weekend
            ? List.of(new Text("sat"), new Text("sun"))
            : List.of(new Text(singular.substring(0, 3)));
    return Match.form(i, i + 1, FactField.WEEKDAY, values)
        .as(marked ? Reading.NAME : Reading.OFFER);
  }

  /// A time of day needs a photo word after it, or "taken" or "shot" before it. Behind a day it is
  /// accepted by [FactFinder].
  private @Nullable Match time(int i, String word) {
    Times times = TIMES.get(word);
    if (times == null) {
      return null;
    }
    Match match = Match.of(Reading.OFFER, i, i + 1, FactField.TIME, times);
    if (line.isPhotoWord(i + 1)) {
      return match.as(Reading.FORM);
    }
    int marker = line.word(i - 1).equals("the") ? i - 2 : i - 1;
    boolean taken = line.isOneOf(marker, TIME_MARKERS) && line.isOneOf(marker - 1, TAKEN);
    return taken ? match.as(Reading.NAME) : match;
  }
}
