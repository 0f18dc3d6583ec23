package app.akin.core.store;

import app.akin.core.photo.PathText;
import app.akin.core.query.Places;
import app.akin.core.query.Vocabulary;
import app.akin.core.query.Vocabulary.Camera;
import app.akin.core.query.Vocabulary.Place;
import app.akin.core.query.sql.StoredTime;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the vocabulary of a library, and keeps it until the library changes. Thread-safe.
final class Vocabularies {
  /// What follows the maker in the names of cameras and is no part of the model.
  private static final Set<String> COMPANY_WORDS =
      Set.of(
          "ag",
          "camera",
          "co.",
          "co.,ltd",
          "co.,ltd.",
          "company",
          "computer",
          "corp.",
          "corporation",
          "electronics",
          "gmbh",
          "imaging",
          "inc.",
          "ltd",
          "ltd.",
          "optical",
          "techwin");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private record Kept(String revision, Places places, Vocabulary vocabulary) {}

  private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

  /// Returns the vocabulary.
  ///
  /// @param places the places by their identifiers
  Vocabulary read(Session session, Places places) throws SQLException {
    String revision =
        session
            .first(
                "SELECT epoch || ':' || (commits - text_commits) FROM library_lineage",
                row -> row.getString(1))
            .orElse("");
    Kept known = kept.get();
    if (known != null && known.revision().equals(revision) && known.places().equals(places)) {
      return known.vocabulary();
    }
    Vocabulary vocabulary = readNow(session, places);
    kept.set(new Kept(revision, places, vocabulary));
    return vocabulary;
  }

  private static Vocabulary readNow(Session session, Places places) throws SQLException {
    return new Vocabulary(
        names(session, "camera").stream().map(Vocabularies::camera).toList(),
        names(session, "lens"),
        numbers(session, "CAST(round(focal_length) AS INTEGER)", "focal_length"),
        numbers(session, "iso", "iso"),
        new TreeSet<>(years(session)),
        folders(session),
        session.list(
            """
            SELECT text FROM names n WHERE kind = 'keyword' AND instr(text, '|') = 0
              AND EXISTS (SELECT 1 FROM photo_keywords k WHERE k.keyword = n.id)
            ORDER BY text
            """,
            row -> row.getString(1)),
        places(session, places),
        session.list(
            "SELECT name FROM collections WHERE key IS NOT NULL ORDER BY key",
            row -> row.getString(1)));
  }

  /// Returns the years in which photos were taken, ascending.
  static List<Integer> years(Session session) throws SQLException {
    List<Integer> years = new ArrayList<>();
    long next = Long.MIN_VALUE;
    while (true) {
      OptionalLong first =
          session.firstLong("SELECT min(date) FROM search_facts WHERE date > ?", next);
      if (first.isEmpty()) {
        return years;
      }
      int year = StoredTime.time(first.getAsLong()).getYear();
      years.add(year);
      next = StoredTime.milliseconds(LocalDate.of(year + 1, 1, 1).atStartOfDay()) - 1;
    }
  }

  /// Splits the name of a camera into maker and model.
  private static Camera camera(String name) {
    List<String> words = new ArrayList<>(List.of(BLANKS.split(name.strip())));
    String make = words.removeFirst();
    while (words.size() > 1 && COMPANY_WORDS.contains(words.getFirst().toLowerCase(Locale.ROOT))) {
      words.removeFirst();
    }
    return words.isEmpty() ? new Camera("", make) : new Camera(make, String.join(" ", words));
  }

  private static List<String> names(Session session, String column) throws SQLException {
    return session.list(
        "SELECT text FROM names n WHERE kind = '"
            + column
            + "' AND EXISTS (SELECT 1 FROM search_facts WHERE "
            + column
            + " = n.id) ORDER BY text",
        row -> row.getString(1));
  }

  private static Set<Integer> numbers(Session session, String value, String column)
      throws SQLException {
    // Steps from one value to the next in the index.
    return new TreeSet<>(
        session.list(
            "WITH RECURSIVE steps (number) AS (SELECT min("
                + column
                + ") FROM search_facts UNION ALL SELECT (SELECT min("
                + column
                + ") FROM search_facts WHERE "
                + column
                + " > number) FROM steps WHERE number IS NOT NULL) SELECT "
                + value.replace(column, "number")
                + " FROM steps WHERE number IS NOT NULL",
            row -> row.getInt(1)));
  }

  /// Returns the folders with photos and their parents, relative to their roots, and the names of
  /// the roots.
  private static List<String> folders(Session session) throws SQLException {
    Set<String> folders = new LinkedHashSet<>();
    session.forEach(
        """
        SELECT r.path, d.path FROM directories d JOIN roots r ON r.id = d.root_id
        WHERE EXISTS (SELECT 1 FROM photo_folders WHERE directory_id = d.id)
        """,
        row -> {
          Path root = PathText.path(row.getString(1)).getFileName();
          if (root != null) {
            folders.add(root.toString());
          }
          String path = row.getString(2);
          for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            folders.add(path.substring(0, end));
          }
          if (!path.isEmpty()) {
            folders.add(path);
          }
        });
    return folders.stream().sorted().toList();
  }

  private static List<Place> places(Session session, Places places) throws SQLException {
    return session
        .list(
            """
            SELECT text FROM names n WHERE kind = 'place' AND (
              EXISTS (SELECT 1 FROM search_facts WHERE city = n.id)
              OR EXISTS (SELECT 1 FROM search_facts WHERE region = n.id)
              OR EXISTS (SELECT 1 FROM search_facts WHERE country = n.id))
            ORDER BY text
            """,
            row -> row.getString(1))
        .stream()
        .flatMap(id -> places.withId(id).stream())
        .toList();
  }
}
