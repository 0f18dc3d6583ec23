package app.akin.core.query;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.query.FactValue.Area;
import app.akin.core.query.FactValue.Dates;
import app.akin.core.query.FactValue.Day;
import app.akin.core.query.FactValue.Near;
import app.akin.core.query.FactValue.Numbers;
import app.akin.core.query.FactValue.Text;
import app.akin.core.query.FactValue.Times;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// Reads and formats the values of one field.
final class Scalars {
  private static final Pattern DATE =
      Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:T(\\d{2}):(\\d{2}))?)?)?");
  private static final Pattern DAY = Pattern.compile("(\\d{2})-(\\d{2})");
  private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})");
  private static final Pattern DISTANCE =
      Pattern.compile("(.+),\\s*(\\d{1,5}(?:\\.\\d{1,3})?)\\s*km", Pattern.CASE_INSENSITIVE);

  private static final Pattern AREA =
      Pattern.compile(
          "\\[(-?\\d{1,2}(?:\\.\\d{1,9})?),\\s*(-?\\d{1,3}(?:\\.\\d{1,9})?),"
              + "\\s*(-?\\d{1,2}(?:\\.\\d{1,9})?),\\s*(-?\\d{1,3}(?:\\.\\d{1,9})?)\\]");

  /// The distance of "near" if none is given, in kilometres.
  static final double NEAR_KILOMETRES = 50;

  private final FactField field;
  private final Places places;

  Scalars(FactField field, Places places) {
    this.field = field;
    this.places = places;
  }

  /// Returns the canonical form of a value.
  static String format(FactField field, FactValue value) {
    return switch (value) {
      case Text text -> FactSyntax.quote(text.text());
      case Numbers numbers -> NumberUnits.format(field, numbers);
      case Dates dates -> "[" + moment(dates.from()) + "," + moment(dates.to()) + ")";
      case Day day -> "%02d-%02d".formatted(day.day().getMonthValue(), day.day().getDayOfMonth());
      case Times times -> "[" + times.from() + "," + times.to() + ")";
      case Near near ->
          FactSyntax.quote(near.place() + ", " + NumberUnits.plain(near.kilometres()) + " km");
      case Area area ->
          DoubleStream.of(area.south(), area.west(), area.north(), area.east())
              .mapToObj(NumberUnits::plain)
              .collect(Collectors.joining(",", "[", "]"));
    };
  }

  private static String moment(@Nullable LocalDateTime moment) {
    if (moment == null) {
      return "";
    }
    boolean midnight = moment.toLocalTime().equals(LocalTime.MIDNIGHT);
    return midnight ? moment.toLocalDate().toString() : moment.toString();
  }

  /// Returns the value of one scalar.
  FactValue single(String scalar) {
    return switch (field.type()) {
      case DATE -> period(scalar);
      case DAY -> new Day(day(scalar));
      case TIME -> new Times(time(scalar), time(scalar).plusMinutes(1));
      case NUMBER -> NumberUnits.single(field, scalar);
      case WORD -> new Text(word(scalar));
      case TEXT ->
          new Text(
              field == FactField.CAMERA || field == FactField.LENS
                  ? FactSyntax.lower(scalar)
                  : scalar);
      case PLACE -> new Text(place(scalar).id());
      case NEAR -> near(scalar);
      case AREA -> area(scalar);
    };
  }

  /// Returns the value of a comparison; only for dates and numbers.
  FactValue compared(String sign, String scalar) {
    if (field.type() == FactField.ValueType.DATE) {
      Dates period = period(scalar);
      return switch (sign) {
        case ">" -> new Dates(period.to(), null);
        case ">=" -> new Dates(period.from(), null);
        case "<" -> new Dates(null, period.from());
        default -> new Dates(null, period.to());
      };
    }
    double number = NumberUnits.number(field, scalar);
    return sign.startsWith(">")
        ? new Numbers(number, sign.equals(">"), null, false)
        : new Numbers(null, false, number, sign.equals("<"));
  }

  /// Returns the value of a range without its end. An empty scalar is an open bound.
  ///
  /// @param typed the range as typed
  FactValue interval(String from, String to, String typed) {
    return switch (field.type()) {
      case DATE -> {
        LocalDateTime start = from.isEmpty() ? null : period(from).from();
        LocalDateTime end = to.isEmpty() ? null : period(to).from();
        requireForward(start == null || end == null || start.isBefore(end), typed);
        yield new Dates(start, end);
      }
      case TIME -> new Times(time(from), time(to));
      default -> {
        Double min = from.isEmpty() ? null : (Double) NumberUnits.number(field, from);
        Double max = to.isEmpty() ? null : (Double) NumberUnits.number(field, to);
        requireForward(min == null || max == null || min < max, typed);
        yield new Numbers(min, false, max, max != null);
      }
    };
  }

  /// Returns the values of a range with both ends: several for days of any year.
  ///
  /// @param typed the range as typed
  List<FactValue> range(String first, String last, String typed) {
    return switch (field.type()) {
      case DATE -> {
        Dates start = period(first);
        Dates end = period(last);
        requireForward(
            start.from() != null && end.to() != null && start.from().isBefore(end.to()), typed);
        yield List.of(new Dates(start.from(), end.to()));
      }
      case DAY -> days(day(first), day(last), typed);
      case TIME -> List.of(new Times(time(first), time(last).plusMinutes(1)));
      default -> {
        double min = NumberUnits.number(field, first);
        double max = NumberUnits.number(field, last);
        requireForward(min <= max, typed);
        yield List.of(new Numbers(min, false, max, false));
      }
    };
  }

  private static List<FactValue> days(MonthDay first, MonthDay last, String typed) {
    requireForward(!first.isAfter(last), typed);
    return new ArrayList<>(days(first, last));
  }

  /// Returns the days from one to another of any year.
  static List<Day> days(MonthDay first, MonthDay last) {
    int leapYear = 2000;
    return first
        .atYear(leapYear)
        .datesUntil(last.atYear(leapYear).plusDays(1))
        .map(date -> new Day(MonthDay.from(date)))
        .toList();
  }

  private static void requireForward(boolean forward, String typed) {
    if (!forward) {
      throw new AkinException(new Problem.FactReversed(typed));
    }
  }

  private static Dates period(String scalar) {
    Matcher date = DATE.matcher(Digits.toAscii(scalar));
    if (date.matches()) {
      try {
        return period(date);
      } catch (DateTimeException _) {
        // Reported as a text that is no date.
      }
    }
    throw new AkinException(new Problem.FactDate(scalar));
  }

  private static Dates period(Matcher date) {
    int year = Integer.parseInt(date.group(1));
    if (date.group(2) == null) {
      return dates(Year.of(year).atDay(1), Year.of(year + 1).atDay(1));
    }
    YearMonth month = YearMonth.of(year, Integer.parseInt(date.group(2)));
    if (date.group(3) == null) {
      return dates(month.atDay(1), month.plusMonths(1).atDay(1));
    }
    LocalDate day = LocalDate.of(year, month.getMonthValue(), Integer.parseInt(date.group(3)));
    if (date.group(4) == null) {
      return dates(day, day.plusDays(1));
    }
    LocalDateTime minute =
        day.atTime(Integer.parseInt(date.group(4)), Integer.parseInt(date.group(5)));
    return new Dates(minute, minute.plusMinutes(1));
  }

  /// Returns the range from the start of a day to the start of another.
  static Dates dates(LocalDate from, LocalDate to) {
    return new Dates(from.atStartOfDay(), to.atStartOfDay());
  }

  private static MonthDay day(String scalar) {
    Matcher day = DAY.matcher(Digits.toAscii(scalar));
    if (day.matches()) {
      try {
        return MonthDay.of(Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)));
      } catch (DateTimeException _) {
        // Reported as a text that is no day.
      }
    }
    throw new AkinException(new Problem.FactDay(scalar));
  }

  private static LocalTime time(String scalar) {
    Matcher time = TIME.matcher(Digits.toAscii(scalar));
    if (time.matches()) {
      try {
        return LocalTime.of(Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2)));
      } catch (DateTimeException _) {
        // Reported as a text that is no time.
      }
    }
    throw new AkinException(new Problem.FactTime(scalar));
  }

  private String word(String scalar) {
    String word = FactSyntax.lower(scalar);
    if (field.words().contains(word)) {
      return word;
    }
    String words = String.join(", ", field.words());
    throw new AkinException(
        field == FactField.HAS
            ? new Problem.FactHas(scalar, words)
            : new Problem.FactWord(scalar, field.label(), words));
  }

  private Near near(String scalar) {
    Matcher distance = DISTANCE.matcher(Digits.toAscii(scalar));
    if (!distance.matches()) {
      return new Near(place(scalar).id(), NEAR_KILOMETRES);
    }
    double kilometres = Double.parseDouble(distance.group(2));
    if (kilometres <= 0) {
      throw new AkinException(
          new Problem.FactUnit(field.label(), "km", "near:\"Berlin, Germany, 50 km\""));
    }
    return new Near(place(distance.group(1).strip()).id(), kilometres);
  }

  private static Area area(String scalar) {
    Matcher area = AREA.matcher(Digits.toAscii(scalar));
    if (area.matches()) {
      try {
        return new Area(
            Double.parseDouble(area.group(1)),
            Double.parseDouble(area.group(2)),
            Double.parseDouble(area.group(3)),
            Double.parseDouble(area.group(4)));
      } catch (IllegalArgumentException _) {
        // Reported as a text that is no area.
      }
    }
    throw new AkinException(new Problem.FactArea(scalar));
  }

  /// Returns the place of an identifier, of a name, or of a name with region or country.
  private Vocabulary.Place place(String scalar) {
    return places
        .withId(scalar)
        .or(() -> places.named(scalar).stream().findFirst())
        .or(
            () -> {
              int comma = scalar.lastIndexOf(',');
              String within = Names.key(scalar.substring(comma + 1));
              return places.named(scalar.substring(0, Math.max(0, comma))).stream()
                  .filter(
                      place ->
                          Names.key(place.region()).equals(within)
                              || Names.key(place.country()).equals(within))
                  .findFirst();
            })
        .orElseThrow(() -> new AkinException(new Problem.FactPlace(scalar)));
  }
}
