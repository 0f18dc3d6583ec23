package app.akin.core.store;

import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.core.query.FactValue.Dates;
import app.akin.core.query.FactValue.Numbers;
import app.akin.core.query.FactValue.Text;
import app.akin.core.query.Places;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Lists the values of a field among some photos.
///
/// The values are grouped first; the most frequent ones are then counted as the filter by their
/// fact would, which may find more: "Canon EOS 5D" is also part of "Canon EOS 5D Mark II".
final class Facets {
  /// A value before it is counted.
  private record Candidate(FactValue value, String label) {}

  private final Session session;
  private final FilterQuery query;
  private final Places places;
  private final @Nullable BitSet photos;

  /// @param photos the primary contents of the photos; null for all
  Facets(Session session, FilterQuery query, Places places, @Nullable BitSet photos) {
    this.session = session;
    this.query = query;
    this.places = places;
    this.photos = photos;
  }

  /// Returns the most frequent values.
  List<Facet> of(FactField field, int limit) throws SQLException {
    List<Candidate> candidates =
        switch (field) {
          case DATE -> years();
          case CAMERA, LENS -> named(field, limit);
          case TAG -> keywords(limit);
          case COLLECTION -> collections();
          case FOLDER -> folders(limit);
          case PLACE -> places(limit);
          case RATING -> numbers("rating", limit);
          case MONTH -> numbers("month", limit);
          case FOCAL -> numbers("round(focal_length)", limit);
          case ISO -> numbers("iso", limit);
          case APERTURE -> numbers("round(aperture, 1)", limit);
          case SEASON, FESTIVAL, WEEKDAY, FLAG, FORMAT, KIND, ORIENTATION, HAS ->
              field.words().stream().map(word -> new Candidate(new Text(word), word)).toList();
          case DAY, TIME, SHUTTER, SIZE, PIXELS, NAME, NEAR, AREA, OCR -> List.of();
        };
    List<Facet> facets = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Fact fact = Fact.of(field, candidate.value());
      BitSet matching = query.matching(fact);
      if (photos != null) {
        matching.and(photos);
      }
      if (!matching.isEmpty()) {
        facets.add(new Facet(fact, candidate.label(), matching.cardinality()));
      }
    }
    if (field != FactField.DATE) {
      facets.sort(Comparator.comparingLong(Facet::count).reversed());
    }
    return List.copyOf(facets.subList(0, Math.min(limit, facets.size())));
  }

  private List<Candidate> years() throws SQLException {
    List<Candidate> years = new ArrayList<>();
    for (int year : Vocabularies.years(session)) {
      LocalDate first = LocalDate.of(year, 1, 1);
      years.add(
          new Candidate(
              new Dates(first.atStartOfDay(), first.plusYears(1).atStartOfDay()),
              String.valueOf(year)));
    }
    Collections.reverse(years);
    return years;
  }

  private List<Candidate> named(FactField field, int limit) throws SQLException {
    String column = field.label();
    return texts(frequent(column, "search_facts WHERE " + column + " > 0", limit)).stream()
        .map(text -> new Candidate(new Text(text.toLowerCase(Locale.ROOT)), text))
        .toList();
  }

  private List<Candidate> keywords(int limit) throws SQLException {
    return texts(
            frequent("keyword", "photo_keywords", (int) Math.min(Integer.MAX_VALUE, 2L * limit)))
        .stream()
        .filter(text -> text.indexOf('|') < 0)
        .map(text -> new Candidate(new Text(text), text))
        .toList();
  }

  private List<Candidate> collections() throws SQLException {
    return session.list(
        "SELECT name FROM collections WHERE key IS NOT NULL ORDER BY key",
        row -> new Candidate(new Text(row.getString(1)), row.getString(1)));
  }

  private List<Candidate> places(int limit) throws SQLException {
    List<Candidate> candidates = new ArrayList<>();
    for (String column : List.of("city", "region", "country")) {
      String rows = "search_facts WHERE " + column + " > 0";
      for (String id : texts(frequent(column, rows, limit))) {
        places
            .withId(id)
            .ifPresent(place -> candidates.add(new Candidate(new Text(id), place.name())));
      }
    }
    return candidates;
  }

  private List<Candidate> folders(int limit) throws SQLException {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> folders = new ArrayList<>();
    Map<Long, Set<Integer>> ofDirectory = new HashMap<>();
    session.forEach(
        "SELECT id, path FROM directories",
        row -> {
          Set<Integer> parents = new HashSet<>();
          String path = row.getString(2);
          for (int end = path.indexOf('/'); !path.isEmpty(); end = path.indexOf('/', end + 1)) {
            String parent = end < 0 ? path : path.substring(0, end);
            parents.add(
                numbers.computeIfAbsent(
                    parent,
                    name -> {
                      folders.add(name);
                      return folders.size() - 1;
                    }));
            if (end < 0) {
              break;
            }
          }
          ofDirectory.put(row.getLong(1), parents);
        });
    long[] counts = new long[folders.size()];
    this.<Long>counts("directory_id", "photo_folders", row -> row.getLong(1))
        .forEach(
            (directory, count) -> {
              for (int folder : ofDirectory.getOrDefault(directory, Set.of())) {
                counts[folder] += count;
              }
            });
    return IntStream.range(0, counts.length)
        .boxed()
        .filter(folder -> counts[folder] > 0)
        .sorted(Comparator.comparingLong((Integer folder) -> counts[folder]).reversed())
        .limit(limit)
        .map(folder -> new Candidate(new Text(folders.get(folder)), folders.get(folder)))
        .toList();
  }

  private List<Candidate> numbers(String value, int limit) throws SQLException {
    String column = value.replaceAll("round\\((\\w+).*", "$1");
    Map<Double, Long> counts =
        counts(value, "search_facts WHERE " + column + " > 0", row -> row.getDouble(1));
    return top(counts, limit).stream()
        .map(
            number ->
                new Candidate(
                    Numbers.of(number),
                    BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()))
        .toList();
  }

  /// Returns the most frequent IDs among the photos.
  private List<Long> frequent(String column, String rows, int limit) throws SQLException {
    return top(counts(column, rows, row -> row.getLong(1)), limit);
  }

  /// Returns the number of the photos' rows with each value.
  ///
  /// @param value the expression for the value
  /// @param rows the table, which has the primary contents, and the condition
  /// @param key reads the first column
  private <T> Map<T, Long> counts(String value, String rows, Session.RowMapper<T> key)
      throws SQLException {
    Map<T, Long> counts = new HashMap<>();
    if (photos == null) {
      session.forEach(
          "SELECT " + value + ", count(*) FROM " + rows + " GROUP BY 1",
          row -> counts.put(key.map(row), row.getLong(2)));
    } else {
      BitSet among = photos;
      session.forEach(
          "SELECT " + value + ", content_id FROM " + rows,
          row -> {
            if (among.get(Math.toIntExact(row.getLong(2)))) {
              counts.merge(key.map(row), 1L, Long::sum);
            }
          });
    }
    return counts;
  }

  private static <T> List<T> top(Map<T, Long> counts, int limit) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<T, Long>comparingByValue().reversed())
        .limit(limit)
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<String> texts(List<Long> ids) throws SQLException {
    return session.list(
        "SELECT text FROM json_each(?) j CROSS JOIN names n ON n.id = j.value ORDER BY j.key",
        row -> row.getString(1),
        Columns.jsonArray(ids.stream().mapToLong(Long::longValue)));
  }
}
