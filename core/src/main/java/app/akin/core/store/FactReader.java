package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.query.Facet;
import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue.Text;
import app.akin.core.query.FilterConflict;
import app.akin.core.query.Places;
import app.akin.core.query.Vocabulary;
import app.akin.core.query.sql.FactCompiler;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Reads the photos that have facts, and the values that facts can have in this library. Like
/// [CatalogueReader], which provides it, it sees all committed changes and never waits for a
/// writer.
///
/// Thread-safe. Every method throws [AkinException] if the library cannot be read.
public final class FactReader {
  private static final Fact VIDEOS = Fact.of(FactField.KIND, new Text("video"));

  /// Number of photos up to which their dates are read one by one.
  private static final int FEW = 20_000;

  private final ReadConnections connections;
  private final Vocabularies vocabularies;
  private final Places places;
  private final boolean southernHome;

  FactReader(
      ReadConnections connections, Vocabularies vocabularies, Places places, boolean southernHome) {
    this.connections = connections;
    this.vocabularies = vocabularies;
    this.places = places;
    this.southernHome = southernHome;
  }

  /// Returns the primary contents of the photos that match a filter, sorted by ID.
  public long[] matching(PhotoFilter filter) {
    return ids(filter).stream().asLongStream().toArray();
  }

  /// Returns the number of photos that match a filter.
  public int count(PhotoFilter filter) {
    return filter.equals(PhotoFilter.ALL)
        ? Math.toIntExact(
            connections.read(
                session -> session.firstLong("SELECT count(*) FROM search_facts").orElse(0)))
        : ids(filter).cardinality();
  }

  /// Returns the primary contents of the photos that match a filter, as a set that the caller owns.
  public BitSet ids(PhotoFilter filter) {
    return connections.read(session -> query(session).matching(filter));
  }

  /// Returns the photos that match a filter, newest first, those without a date last. Photos of the
  /// same time are in the order of their IDs.
  public FactMatches photos(PhotoFilter filter) {
    return connections.read(session -> ordered(session, query(session).matching(filter)));
  }

  private static FactMatches ordered(Session session, BitSet ids) throws SQLException {
    List<ContentId> contents = new ArrayList<>(ids.cardinality());
    int[] dated = new int[1];
    if (ids.cardinality() <= FEW) {
      session.forEach(
          """
          SELECT s.content_id, s.date IS NOT NULL
          FROM json_each(?) j CROSS JOIN search_facts s ON s.content_id = j.value
          ORDER BY s.date IS NULL, s.date DESC, s.file_time * (s.date IS NULL) DESC, s.content_id
          """,
          row -> {
            contents.add(new ContentId(row.getLong(1)));
            dated[0] += row.getInt(2);
          },
          Columns.jsonArray(ids.stream().asLongStream()));
      return new FactMatches(contents, dated[0]);
    }
    // In the order of the indexes.
    for (String all :
        List.of(
            "SELECT content_id FROM search_facts WHERE date IS NOT NULL"
                + " ORDER BY date DESC, content_id",
            "SELECT content_id FROM search_facts WHERE date IS NULL"
                + " ORDER BY file_time DESC, content_id")) {
      session.forEach(
          all,
          row -> {
            long id = row.getLong(1);
            if (ids.get(Math.toIntExact(id))) {
              contents.add(new ContentId(id));
            }
          });
      dated[0] = dated[0] == 0 ? contents.size() : dated[0];
    }
    return new FactMatches(contents, dated[0]);
  }

  /// Returns, for each fact of a filter that hides photos for lack of data and not for another
  /// value, how many they are. The other conditions of the filter hold for them.
  public List<MissingFact> missing(PhotoFilter filter) {
    return connections.read(
        session -> {
          FilterQuery query = query(session);
          List<MissingFact> missing = new ArrayList<>();
          for (Fact fact : filter.facts()) {
            if (!fact.negated() && isCounted(fact) && query.canLack(fact)) {
              PhotoFilter lacking = filter.lacking(fact);
              int count = query.matching(lacking).cardinality();
              if (count > 0) {
                missing.add(new MissingFact(fact, count, lacking));
              }
            }
          }
          return missing;
        });
  }

  /// Returns whether photos that lack the data are counted.
  private static boolean isCounted(Fact fact) {
    return fact.field() != FactField.TAG;
  }

  /// Returns the names that the library holds. Fast if the library has not changed.
  public Vocabulary vocabulary() {
    return connections.read(session -> vocabularies.read(session, places));
  }

  /// Returns the values of a field among the photos that match a filter, those of most photos
  /// first; years newest first. Empty if the field has no list of values.
  ///
  /// @param limit the maximum number of values
  public List<Facet> facets(FactField field, PhotoFilter filter, int limit) {
    return connections.read(
        session -> {
          FilterQuery query = query(session);
          BitSet photos = filter.equals(PhotoFilter.ALL) ? null : query.matching(filter);
          return new Facets(session, query, places, photos).of(field, limit);
        });
  }

  /// Returns the values of a field among photos, like [#facets(FactField, PhotoFilter, int)].
  ///
  /// @param photos their primary contents
  public List<Facet> facets(FactField field, BitSet photos, int limit) {
    return connections.read(
        session -> new Facets(session, query(session), places, photos).of(field, limit));
  }

  /// Returns why no photo matches a filter; empty if one does or if the filter has no facts.
  public Optional<FilterConflict> conflict(PhotoFilter filter) {
    return connections.read(
        session -> {
          FilterQuery query = query(session);
          return filter.facts().isEmpty() || !query.matching(filter).isEmpty()
              ? Optional.empty()
              : Optional.of(conflict(session, query, filter.facts()));
        });
  }

  private static FilterConflict conflict(Session session, FilterQuery query, List<Fact> facts)
      throws SQLException {
    List<BitSet> found = new ArrayList<>();
    for (Fact fact : facts) {
      if (VIDEOS.equals(fact)) {
        return new FilterConflict.Videos(fact);
      }
      BitSet ids = query.matching(PhotoFilter.of(List.of(fact)));
      if (ids.isEmpty()) {
        return new FilterConflict.Alone(
            fact, fact.field() == FactField.DATE ? Vocabularies.years(session) : List.of());
      }
      found.add(ids);
    }
    for (int one = 0; one < facts.size(); one++) {
      for (int other = one + 1; other < facts.size(); other++) {
        if (!found.get(one).intersects(found.get(other))) {
          return new FilterConflict.Pair(
              facts.get(one),
              found.get(one).cardinality(),
              facts.get(other),
              found.get(other).cardinality());
        }
      }
    }
    return new FilterConflict.Together();
  }

  private FilterQuery query(Session session) {
    return new FilterQuery(
        session, new FactCompiler<>(new SqliteFactTables(session), places, southernHome));
  }
}
