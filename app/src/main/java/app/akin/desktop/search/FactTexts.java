package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/// Names facts in the language of the window. JavaFX thread only.
///
/// @param language the language of the window
/// @param places names places in the language of the window
public record FactTexts(Language language, PlaceNames places) {
  private static final double MEGAPIXEL = 1e6;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /// Names places by their identifiers in facts.
  public interface PlaceNames {
    /// Returns the name of a place in a language, or its English name.
    String name(String id, Locale locale);
  }

  /// Names places by their identifiers.
  public FactTexts(Language language) {
    this(language, (id, _) -> id);
  }

  /// Returns the icon of a field.
  public static Icon icon(FactField field) {
    return switch (field) {
      case DATE, MONTH, DAY, WEEKDAY, FESTIVAL, SEASON -> Icon.DAY;
      case TIME -> Icon.TIME;
      case CAMERA -> Icon.CAMERA;
      case LENS, FOCAL, ISO, APERTURE, SHUTTER -> Icon.LENS;
      case RATING, FLAG -> Icon.STRONG;
      case FORMAT, SIZE, NAME -> Icon.FILE;
      case KIND, ORIENTATION, PIXELS -> Icon.PHOTO;
      case HAS -> Icon.INFORMATION;
      case FOLDER -> Icon.FOLDER;
      case PLACE, NEAR, AREA -> Icon.PLACE;
      case TAG -> Icon.TAG;
      case COLLECTION -> Icon.FOLDER;
      case OCR -> Icon.TEXT;
    };
  }

  /// Returns the name of a field.
  public String name(FactField field) {
    return language.of("fact.field." + field.label());
  }

  /// Returns kind and value of a fact, such as "Camera: canon".
  public String label(Fact fact) {
    return fact.field() == FactField.HAS
        ? value(fact)
        : language.of("fact.label", name(fact.field()), value(fact));
  }

  /// Returns the value of a fact, such as "July 2023"; "not" stands before a negated one.
  public String value(Fact fact) {
    if (fact.field() == FactField.HAS) {
      String kind = fact.negated() ? "fact.hasNot." : "fact.has.";
      return fact.values().stream()
          .map(value -> language.of(kind + ((FactValue.Text) value).text()))
          .reduce(this::joined)
          .orElse("");
    }
    String values =
        fact.values().stream()
            .map(value -> value(fact.field(), value))
            .reduce(this::joined)
            .orElse("");
    return fact.negated() ? language.of("fact.not", values) : values;
  }

  private String joined(String some, String next) {
    return language.of("fact.or", some, next);
  }

  /// Returns one value of a field.
  public String value(FactField field, FactValue value) {
    return switch (value) {
      case FactValue.Text(String text) when field == FactField.PLACE -> place(text);
      case FactValue.Text(String text) ->
          field.words().isEmpty() ? text : language.of("fact." + field.label() + "." + text);
      case FactValue.Numbers numbers -> numbers(field, numbers);
      case FactValue.Dates dates -> dates(dates);
      case FactValue.Day(var day) -> day.format(pattern("MMMMd"));
      case FactValue.Times(LocalTime from, LocalTime to) ->
          language.of("fact.range", CLOCK.format(from), CLOCK.format(to));
      case FactValue.Near(String place, double kilometres) ->
          language.of("fact.around", kilometres, place(place));
      case FactValue.Area(double south, double west, double north, double east) ->
          language.of(
              "fact.range",
              language.of("fact.point", south, west),
              language.of("fact.point", north, east));
    };
  }

  /// Returns a name in the language of the window. An English name keeps the rest of the
  /// identifier, which tells places of one name apart.
  private String place(String id) {
    String name = places.name(id, language.locale());
    return id.startsWith(name) ? id : name;
  }

  private String numbers(FactField field, FactValue.Numbers numbers) {
    Double min = numbers.min();
    Double max = numbers.max();
    if (numbers.isSingle() && min != null) {
      return number(field, min);
    }
    if (min != null && max != null) {
      return language.of("fact.range", number(field, min), number(field, max));
    }
    if (min != null) {
      return language.of(numbers.above() ? "fact.over" : "fact.atLeast", number(field, min));
    }
    return max == null
        ? ""
        : language.of(numbers.below() ? "fact.under" : "fact.atMost", number(field, max));
  }

  private String number(FactField field, double number) {
    return switch (field) {
      case MONTH -> month((int) number);
      case SIZE -> language.size(Math.round(number));
      case PIXELS -> language.of("fact.megapixels", number / MEGAPIXEL);
      case FOCAL -> language.of("fact.millimetres", number);
      case ISO -> language.of("fact.iso", number);
      case APERTURE -> language.of("fact.aperture", number);
      case SHUTTER ->
          number > 0 && number < 1
              ? language.of("fact.shutter.part", Math.round(1 / number))
              : language.of("fact.shutter", number);
      case RATING -> language.of("fact.stars", number);
      default -> language.of("fact.number", number);
    };
  }

  private String month(int month) {
    return Month.of(month).getDisplayName(TextStyle.FULL_STANDALONE, language.locale());
  }

  private String dates(FactValue.Dates dates) {
    LocalDateTime from = dates.from();
    LocalDateTime to = dates.to();
    if (from == null || to == null) {
      return from != null
          ? language.of("fact.since", moment(from))
          : language.of("fact.before", to == null ? "" : moment(to));
    }
    if (isYear(from) && isYear(to)) {
      return range(year(from), year(to.minusYears(1)));
    }
    if (isMonth(from) && isMonth(to)) {
      return range(month(from), month(to.minusMonths(1)));
    }
    if (isDay(from) && isDay(to)) {
      return range(day(from), day(to.minusDays(1)));
    }
    return range(clock(from), clock(to));
  }

  private String range(String first, String last) {
    return first.equals(last) ? first : language.of("fact.range", first, last);
  }

  /// Returns a bound in its shortest form.
  private String moment(LocalDateTime time) {
    if (isYear(time)) {
      return year(time);
    }
    if (isMonth(time)) {
      return month(time);
    }
    return isDay(time) ? day(time) : clock(time);
  }

  private String year(LocalDateTime time) {
    return language.of("fact.year", Integer.toString(time.getYear()));
  }

  private String month(LocalDateTime time) {
    return YearMonth.from(time).format(pattern("yMMMM"));
  }

  private String day(LocalDateTime time) {
    return time.format(pattern("yMMMd"));
  }

  private String clock(LocalDateTime time) {
    return day(time) + " " + CLOCK.format(time);
  }

  private static boolean isYear(LocalDateTime time) {
    return isMonth(time) && time.getMonth() == Month.JANUARY;
  }

  private static boolean isMonth(LocalDateTime time) {
    return isDay(time) && time.getDayOfMonth() == 1;
  }

  private static boolean isDay(LocalDateTime time) {
    return time.toLocalTime().equals(LocalTime.MIDNIGHT);
  }

  private DateTimeFormatter pattern(String template) {
    return DateTimeFormatter.ofLocalizedPattern(template).withLocale(language.locale());
  }
}
