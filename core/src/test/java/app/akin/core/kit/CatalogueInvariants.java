package app.akin.core.kit;

import app.akin.core.photo.PathText;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.Counts;
import app.akin.core.store.ModelRow;
import app.akin.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/// Invariants of a library without a running writer. Reads the databases directly, except to
/// compare counts.
public final class CatalogueInvariants {
  /// Each query returns the rows that violate the invariant.
  private static final Map<String, String> BROKEN_BY =
      Map.ofEntries(
          Map.entry(
              "an embedding belongs to the content of its key",
              """
              SELECT sequence FROM embeddings e WHERE NOT EXISTS
                (SELECT 1 FROM contents WHERE id = e.content_id AND key = e.content_key)
              """),
          Map.entry(
              "a vector has its model's size",
              """
              SELECT sequence FROM embeddings e JOIN models m ON m.id = e.model_id
              WHERE length(vector) <> 2 * dimension OR NOT norm >= 0
              """),
          Map.entry(
              "a thumbnail belongs to a content",
              """
              SELECT hex(content_key) FROM thumbnails t
              WHERE NOT EXISTS (SELECT 1 FROM contents WHERE key = t.content_key)
              """),
          Map.entry(
              "a content has a file or a tombstone, and not both",
              """
              SELECT id FROM contents c WHERE
                (EXISTS (SELECT 1 FROM files WHERE content_id = c.id))
                = (EXISTS (SELECT 1 FROM tombstones WHERE content_id = c.id))
              """),
          Map.entry(
              "a file shows a content or failed, and not both",
              """
              SELECT id FROM files f WHERE (content_id IS NOT NULL)
                = (EXISTS (SELECT 1 FROM failures WHERE file_id = f.id))
              """),
          Map.entry(
              "files of one content belong to one photo",
              """
              SELECT content_id FROM files WHERE content_id IS NOT NULL
              GROUP BY content_id HAVING count(DISTINCT photo_id) <> 1
              """),
          Map.entry(
              "one content stands for a photo that has files, one of its own, and for no other",
              """
              SELECT id FROM photos p WHERE
                CASE WHEN EXISTS (SELECT 1 FROM files
                    WHERE photo_id = p.id AND content_id IS NOT NULL)
                  THEN NOT coalesce(EXISTS (SELECT 1 FROM files
                    WHERE photo_id = p.id AND content_id = p.lead), 0)
                  ELSE lead IS NOT NULL END
              """),
          Map.entry(
              "twins are of different kinds, and the JPEG stands for them",
              """
              SELECT photo_id FROM (
                SELECT DISTINCT f.photo_id, c.id, c.format IN ('JPEG', 'HEIC') AS coded, c.format,
                  p.lead
                FROM files f JOIN contents c ON c.id = f.content_id JOIN photos p ON p.id = photo_id)
              GROUP BY photo_id HAVING count(*) > count(DISTINCT iif(coded, format, 'other'))
                OR (sum(format = 'JPEG') > 0 AND sum(id = lead AND format = 'JPEG') = 0)
              """),
          Map.entry(
              "text and its full-text indexes have the same rows",
              """
              WITH texts AS (SELECT content_id FROM photo_text WHERE text <> ''),
                trigrams AS (SELECT rowid FROM photo_text_trigram),
                shorts AS (SELECT rowid FROM photo_text_short)
              SELECT * FROM (SELECT * FROM texts EXCEPT SELECT * FROM trigrams)
              UNION ALL SELECT * FROM (SELECT * FROM texts EXCEPT SELECT * FROM shorts)
              UNION ALL SELECT * FROM (SELECT * FROM trigrams EXCEPT SELECT * FROM texts)
              UNION ALL SELECT * FROM (SELECT * FROM shorts EXCEPT SELECT * FROM texts)
              """),
          Map.entry("a failure was tried", "SELECT file_id FROM failures WHERE tries < 1"),
          Map.entry(
              "sequences are counted",
              """
              SELECT max(sequence) FROM embeddings HAVING max(sequence) >
                (SELECT seq FROM vectors.sqlite_sequence WHERE name = 'embeddings')
              """),
          Map.entry(
              "vectors are not ahead of their library",
              """
              SELECT 1 FROM library_lineage l JOIN vectors_lineage v
              WHERE v.commits > l.commits OR v.epoch <> l.epoch
              """));

  private CatalogueInvariants() {}

  /// Checks a library without a running writer.
  ///
  /// @throws AssertionError with all violations
  public static void check(Path folder) {
    List<String> broken = new ArrayList<>();
    try (Connection connection = open(folder);
        Statement statement = connection.createStatement()) {
      for (String schema : List.of("main", "vectors", "thumbnails")) {
        for (String report : column(statement, "PRAGMA " + schema + ".integrity_check")) {
          if (!report.equals("ok")) {
            broken.add(schema + ": " + report);
          }
        }
        broken.addAll(column(statement, "PRAGMA " + schema + ".foreign_key_check"));
      }
      for (Map.Entry<String, String> entry : BROKEN_BY.entrySet()) {
        List<String> rows = column(statement, entry.getValue());
        if (!rows.isEmpty()) {
          broken.add("not so: " + entry.getKey() + ": " + rows);
        }
      }
      checkPaths(statement, broken);
      checkCounts(folder, statement, broken);
    } catch (SQLException e) {
      throw new AssertionError("cannot read the library in " + folder, e);
    }
    if (!broken.isEmpty()) {
      throw new AssertionError(String.join("\n", broken));
    }
  }

  /// Opens all three databases on one read-only connection; the library is `main`.
  static Connection open(Path folder) throws SQLException {
    if (!Files.exists(folder.resolve("library.db"))) {
      throw new SQLException("there is no library in " + folder);
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    Connection connection = config.createConnection("jdbc:sqlite:" + folder.resolve("library.db"));
    try (Statement statement = connection.createStatement()) {
      for (String name : List.of("vectors", "thumbnails")) {
        String file = folder.resolve(name + ".db").toString().replace("'", "''");
        statement.executeUpdate("ATTACH '" + file + "' AS " + name);
      }
    }
    return connection;
  }

  private static void checkPaths(Statement statement, List<String> broken) throws SQLException {
    Set<Path> paths = new HashSet<>();
    List<Path> roots = new ArrayList<>();
    for (String root : column(statement, "SELECT path FROM roots")) {
      roots.add(PathText.path(root));
    }
    for (Path root : roots) {
      if (roots.stream().filter(root::startsWith).count() > 1) {
        broken.add("a root in another: " + root);
      }
    }
    String sql =
        """
        SELECT r.path, d.path, f.name FROM files f
        JOIN directories d ON d.id = f.directory_id JOIN roots r ON r.id = d.root_id
        """;
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        Path directory = PathText.resolve(PathText.path(rows.getString(1)), rows.getString(2));
        Path path = PathText.resolve(directory, rows.getString(3));
        if (!paths.add(path)) {
          broken.add("a file twice: " + path);
        }
      }
    }
  }

  private static void checkCounts(Path folder, Statement statement, List<String> broken)
      throws SQLException {
    Set<Long> contents = new HashSet<>();
    Set<Long> photos = new HashSet<>();
    long files = 0;
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT content_id, photo_id FROM files WHERE content_id IS NOT NULL")) {
      while (rows.next()) {
        files++;
        contents.add(rows.getLong(1));
        photos.add(rows.getLong(2));
      }
    }
    Set<String> leads =
        new HashSet<>(column(statement, "SELECT lead FROM photos WHERE lead IS NOT NULL"));
    Map<Long, Long> embedded = new HashMap<>();
    try (ResultSet rows = statement.executeQuery("SELECT model_id, content_id FROM embeddings")) {
      while (rows.next()) {
        if (leads.contains(rows.getString(2))) {
          embedded.merge(rows.getLong(1), 1L, Long::sum);
        }
      }
    }
    long roots = column(statement, "SELECT id FROM roots").size();
    long small = column(statement, "SELECT file_id FROM failures WHERE kind = 'too_small'").size();
    long failed = column(statement, "SELECT file_id FROM failures").size() - small;
    long videos =
        column(statement, "SELECT videos FROM directories").stream()
            .mapToLong(Long::parseLong)
            .sum();
    long companions =
        column(statement, "SELECT companions FROM directories").stream()
            .mapToLong(Long::parseLong)
            .sum();
    try (Store store = Store.openForReading(folder, BuildCache.NATIVES, Clock.systemUTC())) {
      CatalogueReader reader = store.reader();
      for (ModelRow model : reader.vectors().models()) {
        Counts expected =
            new Counts(
                roots,
                files,
                photos.size(),
                contents.size(),
                embedded.getOrDefault(model.id(), 0L),
                failed,
                small,
                videos,
                companions);
        Counts counts = reader.counts(model.id());
        if (!counts.equals(expected)) {
          broken.add("counts are " + counts + " and should be " + expected);
        }
      }
    }
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
    }
    return values;
  }
}
