package app.akin.core.kit;

import app.akin.core.photo.PathText;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A text form of a library that is equal for equivalent libraries: paths, content keys, files of
/// the same photo, embeddings, thumbnails, failures. Without row ids, times and vectors.
public final class CatalogueDump {
  private static final String FILES =
      """
      SELECT r.path, d.path, f.name, f.size, f.photo_id, hex(c.key), x.kind,
        (SELECT group_concat(fingerprint) FROM (
          SELECT m.fingerprint FROM embeddings e JOIN models m ON m.id = e.model_id
          WHERE e.content_key = c.key ORDER BY m.fingerprint)),
        EXISTS (SELECT 1 FROM thumbnails t WHERE t.content_key = c.key),
        c.id <> (SELECT lead FROM photos WHERE id = f.photo_id)
      FROM files f JOIN directories d ON d.id = f.directory_id JOIN roots r ON r.id = d.root_id
        LEFT JOIN contents c ON c.id = f.content_id LEFT JOIN failures x ON x.file_id = f.id
      """;

  private record Line(String path, long photo, String rest) {}

  private CatalogueDump() {}

  /// Returns the text of a library, with one sorted line per file and per content without a file.
  public static String of(Path folder) {
    try (Connection connection = CatalogueInvariants.open(folder);
        Statement statement = connection.createStatement()) {
      List<Line> lines = files(statement);
      // A photo is identified by its first path.
      Map<Long, String> names = new HashMap<>();
      for (Line line : lines) {
        if (line.photo() != 0) {
          names.merge(line.photo(), line.path(), (a, b) -> a.compareTo(b) < 0 ? a : b);
        }
      }
      List<String> dump = new ArrayList<>();
      for (Line line : lines) {
        String photo = line.photo() == 0 ? "" : " photo " + names.get(line.photo());
        dump.add("file " + line.path() + photo + line.rest());
      }
      try (ResultSet rows =
          statement.executeQuery(
              """
              SELECT hex(c.key), t.photo_id FROM tombstones t JOIN contents c ON c.id = t.content_id
              """)) {
        while (rows.next()) {
          dump.add("gone " + rows.getString(1) + " photo " + names.get(rows.getLong(2)));
        }
      }
      Collections.sort(dump);
      return String.join("\n", dump) + "\n";
    } catch (SQLException e) {
      throw new AssertionError("cannot read the library in " + folder, e);
    }
  }

  private static List<Line> files(Statement statement) throws SQLException {
    List<Line> lines = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(FILES)) {
      while (rows.next()) {
        Path directory = PathText.resolve(PathText.path(rows.getString(1)), rows.getString(2));
        String path = PathText.of(PathText.resolve(directory, rows.getString(3)));
        String rest =
            " size "
                + rows.getLong(4)
                + part("content", rows.getString(6))
                + part("failed", rows.getString(7))
                + part("embedded", rows.getString(8))
                + (rows.getBoolean(9) ? " thumbnail" : "")
                + (rows.getBoolean(10) ? " twin" : "");
        lines.add(new Line(path, rows.getLong(5), rest));
      }
    }
    return lines;
  }

  private static String part(String word, @Nullable String value) {
    return value == null ? "" : " " + word + " " + value;
  }
}
