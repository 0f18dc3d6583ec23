package app.akin.core.query.sql;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.query.FactValue.Area;
import app.akin.core.query.FactValue.Day;
import app.akin.core.query.FactValue.Near;
import app.akin.core.query.FactValue.Numbers;
import app.akin.core.query.FactValue.Text;
import app.akin.core.query.FactValue.Times;
import app.akin.core.query.Names;
import app.akin.core.query.Places;
import app.akin.core.query.TextPattern;
import app.akin.core.query.Vocabulary.Place;
import app.akin.core.query.sql.FactSql.Condition;
import app.akin.core.query.sql.FactTables.Name;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Translates facts to SQL: one case for each field.
///
/// A photo of which a fact is unknown does not have it. Of several files of a photo, one is enough.
/// For one reading of the database.
///
/// @param <X> the exception if the database cannot be read
public final class FactCompiler<X extends Exception> {
  private static final Sql LOCATED = Sql.of("latitude >= -90");
  private static final Sql UNLOCATED = Sql.of("latitude IS NULL");

  private final FactTables<X> tables;
  private final Places places;
  private final boolean southernHome;
  private final Map<String, List<Name>> namesOfColumns = new HashMap<>();

  /// @param tables the tables of the database
  /// @param places the places that facts name
  /// @param southernHome whether photos without coordinates count as southern
  public FactCompiler(FactTables<X> tables, Places places, boolean southernHome) {
    this.tables = tables;
    this.places = places;
    this.southernHome = southernHome;
  }

  /// Translates a fact without its negation, which the caller adds.
  public FactSql compile(Fact fact) throws X {
    List<FactValue> values = fact.values();
    return switch (fact.field()) {
      case DATE -> NumberSql.date(values);
      case MONTH -> numbers(fact.field(), "month", values);
      case DAY ->
          FactSql.of(
              values.stream()
                  .map(Day.class::cast)
                  .map(
                      value ->
                          Sql.of(
                              "day = ?",
                              100 * value.day().getMonthValue() + value.day().getDayOfMonth()))
                  .toList(),
              Sql.of("day IS NULL"));
      case SEASON ->
          FactSql.of(
              words(values).flatMap(word -> NumberSql.season(word, southernHome)).toList(),
              Sql.of("month IS NULL"));
      case FESTIVAL ->
          FactSql.of(
              words(values).map(word -> NumberSql.festival(word, tables)).toList(),
              Sql.of("day IS NULL"));
      case WEEKDAY ->
          FactSql.of(
              words(values)
                  .map(word -> Sql.of("weekday = ?", FactField.WEEKDAY.words().indexOf(word) + 1))
                  .toList(),
              Sql.of("weekday IS NULL"));
      case TIME ->
          FactSql.of(
              values.stream().map(Times.class::cast).flatMap(NumberSql::clock).toList(),
              Sql.of("clock IS NULL"));
      case CAMERA -> named("camera", values, NameMatch::isCamera, true);
      case LENS -> named("lens", values, NameMatch::isLens, true);
      case FOCAL -> numbers(fact.field(), "focal_length", values);
      case ISO -> numbers(fact.field(), "iso", values);
      case APERTURE -> numbers(fact.field(), "aperture", values);
      case SHUTTER -> numbers(fact.field(), "shutter", values);
      case RATING ->
          FactSql.of(
              values.stream().map(Numbers.class::cast).map(NumberSql::rating).toList(),
              Sql.of("(rating IS NULL AND coalesce(flag, 0) >= 0)"));
      case FLAG ->
          FactSql.of(
              words(values).map(word -> Sql.of("flag = ?", word.equals("pick") ? 1 : -1)).toList());
      case FORMAT ->
          named(
              "formats",
              values,
              (word, formats) -> Arrays.asList(formats.split(" ")).contains(word),
              false);
      case KIND -> kind(words(values).toList());
      case ORIENTATION ->
          FactSql.of(
              words(values)
                  .map(word -> Sql.of("orientation = ?", StoredOrientation.of(word)))
                  .toList(),
              Sql.of("orientation IS NULL"));
      case HAS -> FactSql.of(words(values).map(FactCompiler::has).toList());
      case SIZE -> NumberSql.ofFiles(fact.field(), "bytes", values);
      case PIXELS -> NumberSql.ofFiles(fact.field(), "pixels", values);
      case FOLDER -> folder(words(values).toList());
      case NAME -> fileName(words(values).toList());
      case PLACE -> place(words(values).toList());
      case NEAR ->
          FactSql.of(
              values.stream().map(Near.class::cast).flatMap(near -> near(near).stream()).toList(),
              UNLOCATED);
      case AREA ->
          FactSql.of(
              values.stream().map(Area.class::cast).map(PlaceSql::inside).toList(), UNLOCATED);
      case TAG ->
          new FactSql(List.of(tables.keywords(words(values).map(Names::key).toList())), List.of());
      case OCR -> tables.text(words(values).map(TextPattern::of).toList());
      case COLLECTION -> new FactSql(tables.collections(words(values).toList()), List.of());
    };
  }

  private static FactSql numbers(FactField field, String column, List<FactValue> values) {
    return FactSql.of(
        values.stream()
            .map(Numbers.class::cast)
            .map(value -> NumberSql.range(field, column, value))
            .toList(),
        Sql.of(column + " IS NULL"));
  }

  private FactSql named(
      String column, List<FactValue> values, BiPredicate<String, String> matches, boolean canLack)
      throws X {
    List<Name> names = namesOfColumns.get(column);
    if (names == null) {
      names = tables.names(column);
      namesOfColumns.put(column, names);
    }
    List<String> words = words(values).toList();
    String ids =
        names.stream()
            .filter(name -> words.stream().anyMatch(word -> matches.test(word, name.text())))
            .map(name -> String.valueOf(name.id()))
            .collect(Collectors.joining(", "));
    return FactSql.of(
        ids.isEmpty() ? List.of() : List.of(Sql.of(column + " IN (" + ids + ")")),
        canLack ? new Sql[] {Sql.of(column + " IS NULL")} : new Sql[0]);
  }

  private static FactSql kind(List<String> words) {
    List<Sql> matches = new ArrayList<>();
    for (String word : words) {
      switch (word) {
        case "bw" -> matches.add(Sql.of("monochrome = 1"));
        case "panorama", "screenshot" -> matches.add(Sql.of(word + " = 1"));
        // Videos are not indexed.
        case "video" -> {}
        default -> throw new IllegalArgumentException(word);
      }
    }
    return FactSql.of(
        matches, words.contains("bw") ? new Sql[] {Sql.of("monochrome IS NULL")} : new Sql[0]);
  }

  // Comparisons instead of IS NOT NULL, for which SQLite does not use an index.
  private static Sql has(String word) {
    return switch (word) {
      case "camera" -> Sql.of("camera > 0");
      case "date" -> Sql.of("date > ?", Long.MIN_VALUE);
      case "gps" -> LOCATED;
      case "flag" -> Sql.of("flag IS NOT NULL");
      case "rating" -> Sql.of("(rating > 0 OR flag < 0)");
      case "tag" -> Sql.of("tagged = 1");
      default -> throw new IllegalArgumentException(word);
    };
  }

  private FactSql folder(List<String> wanted) throws X {
    List<Condition> conditions = new ArrayList<>();
    for (String folder : wanted) {
      conditions.add(tables.folder(folder));
    }
    return new FactSql(conditions, List.of());
  }

  private FactSql fileName(List<String> patterns) throws X {
    List<Condition> conditions = new ArrayList<>();
    for (String pattern : patterns) {
      conditions.add(tables.fileName(pattern));
    }
    return new FactSql(conditions, List.of());
  }

  /// Inside a city is within its radius; inside a region or country is nearest to one of its
  /// places. Names in metadata count for photos without coordinates.
  private FactSql place(List<String> identifiers) throws X {
    List<Sql> matches = new ArrayList<>();
    List<Sql> unknown = new ArrayList<>();
    for (String identifier : identifiers) {
      Optional<Place> found = places.withId(identifier);
      if (found.isEmpty()) {
        unknown.add(UNLOCATED);
        continue;
      }
      Place place = found.get();
      long id = placeId(identifier);
      String column = place.kind().name().toLowerCase(Locale.ROOT);
      switch (place.kind()) {
        case CITY -> {
          matches.add(PlaceSql.within(place.latitude(), place.longitude(), place.radius()));
          matches.add(Sql.of("(latitude IS NULL AND city = ?)", id));
        }
        case REGION, COUNTRY -> matches.add(Sql.of(column + " = ?", id));
      }
      // A photo in another country is elsewhere, even if no more is known of it.
      unknown.add(
          Sql.of(
              "(" + column + " IS NULL AND latitude IS NULL AND (country IS NULL OR country = ?))",
              placeId(place.country())));
    }
    return FactSql.of(matches, unknown.toArray(Sql[]::new));
  }

  /// Returns the ID of a place, 0 if no photo was taken there.
  private long placeId(String identifier) throws X {
    return tables.place(identifier).orElse(0);
  }

  private Optional<Sql> near(Near near) {
    return places
        .withId(near.place())
        .map(place -> PlaceSql.within(place.latitude(), place.longitude(), near.kilometres()));
  }

  private static Stream<String> words(List<FactValue> values) {
    return values.stream().map(Text.class::cast).map(Text::text);
  }
}
