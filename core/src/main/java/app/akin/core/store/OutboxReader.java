package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the folders that are shared, and what is to be published of them. It sees all committed
/// changes and never waits for a writer.
///
/// Thread-safe. Every method throws [app.akin.core.photo.AkinException] if the library cannot be
/// read.
public final class OutboxReader {
  private static final String FOLDERS =
      """
      SELECT s.id, coalesce(r.id, 0), s.directory, s.folder, s.prefix
      FROM shared_folders s LEFT JOIN roots r ON r.id = s.root_id ORDER BY s.id
      """;

  private static final String NUMBERS =
      SharedPhoto.NUMBERS.stream().map(column -> "s." + column).collect(Collectors.joining(", "));

  private static final List<String> NAME_COLUMNS = SharedPhoto.NAMES.keySet().stream().toList();

  private static final String NAMES =
      NAME_COLUMNS.stream()
          .map(column -> "(SELECT text FROM names WHERE id = s." + column + ")")
          .collect(Collectors.joining(", "));

  private static final String FACTS =
      "SELECT c.id, c.key, c.width, c.height, "
          + NUMBERS
          + ", "
          + NAMES
          + """
           FROM json_each(?) j CROSS JOIN contents c ON c.key = unhex(j.value)
            CROSS JOIN search_facts s ON s.content_id = c.id
          """;

  private static final String FILES =
      """
      SELECT s.content_id, d.root_id, d.path, f.name, f.size, f.modified
      FROM json_each(?) j CROSS JOIN search_facts s ON s.content_id = j.value
        CROSS JOIN files f ON f.photo_id = s.photo_id AND f.content_id IS NOT NULL
        CROSS JOIN directories d ON d.id = f.directory_id
      ORDER BY s.content_id, f.content_id <> s.content_id, d.path, f.name
      """;

  private static final String KEYWORDS =
      """
      SELECT k.content_id, n.text FROM json_each(?) j
        CROSS JOIN photo_keywords k ON k.content_id = j.value CROSS JOIN names n ON n.id = k.keyword
      ORDER BY k.content_id, n.text
      """;

  private static final String SIZES =
      """
      SELECT z.content_id, z.bytes, coalesce(z.pixels, 0)
      FROM json_each(?) j CROSS JOIN sibling_sizes z ON z.content_id = j.value
      """;

  private final ReadConnections connections;

  OutboxReader(ReadConnections connections) {
    this.connections = connections;
  }

  /// Returns the shared folders, in the order in which they were added.
  public List<SharedFolder> folders() {
    return connections.read(OutboxReader::folders);
  }

  /// Returns the first entries of the outbox.
  public List<OutboxEntry> first(int limit) {
    return connections.read(
        session ->
            session.list(
                "SELECT sequence, content_key FROM outbox ORDER BY sequence LIMIT ?",
                row -> new OutboxEntry(row.getLong(1), ContentKey.of(row.getBytes(2))),
                limit));
  }

  /// Returns the number of entries of the outbox.
  public long size() {
    return connections.read(
        session -> session.firstLong("SELECT count(*) FROM outbox").orElseThrow());
  }

  /// Returns the sequence of the last entry that was published.
  public long acknowledged() {
    return connections.read(
        session ->
            session
                .firstLong("SELECT value FROM settings WHERE key = ?", OutboxWriter.ACKNOWLEDGED)
                .orElse(0));
  }

  /// Returns those of some contents that are the primary content of a photo with a file in a shared
  /// folder.
  public Map<ContentKey, SharedPhoto> photos(Collection<ContentKey> keys) {
    return connections.read(
        session -> {
          List<SharedFolder> shared = folders(session);
          Map<Long, Builder> builders = new LinkedHashMap<>();
          session.forEach(
              FACTS, row -> builders.put(row.getLong(1), new Builder(row)), jsonArray(keys));
          String contents =
              Columns.jsonArray(builders.keySet().stream().mapToLong(Long::longValue));
          session.forEach(FILES, row -> builder(builders, row).addFile(row, shared), contents);
          session.forEach(
              KEYWORDS, row -> builder(builders, row).keywords.add(row.getString(2)), contents);
          session.forEach(
              SIZES,
              row ->
                  builder(builders, row)
                      .sizes
                      .add(new SharedPhoto.Size(row.getLong(2), row.getLong(3))),
              contents);
          Map<ContentKey, SharedPhoto> photos = new HashMap<>();
          builders.forEach(
              (content, builder) -> {
                if (!builder.files.isEmpty()) {
                  photos.put(builder.key, builder.build(new ContentId(content)));
                }
              });
          return photos;
        });
  }

  private static Builder builder(Map<Long, Builder> builders, ResultSet row) throws SQLException {
    return Objects.requireNonNull(builders.get(row.getLong(1)));
  }

  /// Returns those of some contents of which this library has a file.
  public Set<ContentKey> owned(Collection<ContentKey> keys) {
    return connections.read(
        session ->
            Set.copyOf(
                session.list(
                    """
                    SELECT c.key FROM json_each(?) j CROSS JOIN contents c ON c.key = unhex(j.value)
                    WHERE EXISTS (SELECT 1 FROM files f WHERE f.content_id = c.id)
                    """,
                    row -> ContentKey.of(row.getBytes(1)),
                    jsonArray(keys))));
  }

  private static String jsonArray(Collection<ContentKey> keys) {
    return keys.stream()
        .map(key -> '"' + key.toString() + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static List<SharedFolder> folders(Session session) throws SQLException {
    return session.list(
        FOLDERS,
        row ->
            new SharedFolder(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                UUID.fromString(row.getString(4)),
                row.getString(5)));
  }

  /// Collects the rows of one photo.
  private static final class Builder {
    private final ContentKey key;
    private final int width;
    private final int height;
    private final Map<String, Number> numbers = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<SharedPhoto.File> files = new ArrayList<>();
    private final List<String> keywords = new ArrayList<>();
    private final List<SharedPhoto.Size> sizes = new ArrayList<>();

    Builder(ResultSet row) throws SQLException {
      key = ContentKey.of(row.getBytes(2));
      width = row.getInt(3);
      height = row.getInt(4);
      int column = 5;
      for (String name : SharedPhoto.NUMBERS) {
        if (row.getObject(column) instanceof Number number) {
          numbers.put(name, number);
        }
        column++;
      }
      for (String name : NAME_COLUMNS) {
        String text = row.getString(column);
        if (text != null) {
          names.put(name, text);
        }
        column++;
      }
    }

    void addFile(ResultSet row, List<SharedFolder> shared) throws SQLException {
      String directory = row.getString(3);
      for (SharedFolder folder : shared) {
        String inside =
            folder.rootId() == row.getLong(2) ? within(folder.directory(), directory) : null;
        // A path that is no valid text, and therefore a URL of this computer, is not shared.
        if (inside != null && !isUrl(directory) && !isUrl(row.getString(4))) {
          files.add(
              new SharedPhoto.File(
                  folder.folder(),
                  joined(folder.prefix(), inside),
                  row.getString(4),
                  row.getLong(5),
                  row.getLong(6)));
        }
      }
    }

    SharedPhoto build(ContentId content) {
      return new SharedPhoto(content, key, width, height, files, numbers, names, keywords, sizes);
    }
  }

  private static boolean isUrl(String name) {
    return name.startsWith("file:");
  }

  /// Returns the path of a directory in a folder; null if it is outside.
  static @Nullable String within(String folder, String directory) {
    if (folder.isEmpty() || folder.equals(directory)) {
      return folder.isEmpty() ? directory : "";
    }
    return directory.startsWith(folder + "/") ? directory.substring(folder.length() + 1) : null;
  }

  /// Joins two paths of which one may be empty.
  static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "/" + second;
  }
}
