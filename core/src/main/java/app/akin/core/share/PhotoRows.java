package app.akin.core.share;

import app.akin.core.photo.ContentKey;
import app.akin.core.query.Names;
import app.akin.core.store.CatalogueReader;
import app.akin.core.store.SharedPhoto;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes photos with their files and facts to a shared library, in a fixed number of statements
/// for any number of photos. Runs inside the caller's transaction.
///
/// @param connection the server
/// @param catalogue has the thumbnails
record PhotoRows(ShareConnection connection, CatalogueReader catalogue) {
  private static final String FACT_COLUMNS =
      Stream.concat(
              Stream.of("content_id", "folder_id"),
              Stream.concat(
                  SharedPhoto.NUMBERS.stream(), SharedPhoto.NAMES.keySet().stream().sorted()))
          .collect(Collectors.joining(", "));

  private static final String PUT_FACTS =
      "INSERT INTO akin.search_facts ("
          + FACT_COLUMNS
          + ") SELECT "
          + FACT_COLUMNS
          + " FROM json_populate_recordset(NULL::akin.search_facts, ?::json)";

  private static final String PUT_FILES =
      """
      INSERT INTO akin.files (directory_id, name, name_key, content_id, bytes, modified)
      SELECT directory_id, name, name_key, content_id, bytes, modified
      FROM json_populate_recordset(NULL::akin.files, ?::json)
      ON CONFLICT (directory_id, name) DO UPDATE SET content_id = excluded.content_id,
        bytes = excluded.bytes, modified = excluded.modified
      """;

  /// The files that some contents have in a part of a folder, but for those that are given.
  private static final String DELETE_FILES =
      """
      DELETE FROM akin.files f USING akin.directories d
      WHERE d.id = f.directory_id AND f.content_id = ANY (?) AND d.folder_id = ?
        AND (? = '' OR d.path = ? OR starts_with(d.path, ? || '/'))
        AND NOT EXISTS (SELECT 1 FROM json_populate_recordset(NULL::akin.files, ?::json) x
          WHERE x.directory_id = f.directory_id AND x.name = f.name)
      """;

  private static final String PUT_KEYWORDS =
      """
      INSERT INTO akin.photo_keywords (keyword, content_id, folder_id)
      SELECT keyword, content_id, folder_id
      FROM json_populate_recordset(NULL::akin.photo_keywords, ?::json)
      ON CONFLICT DO NOTHING
      """;

  private static final String PUT_SIZES =
      """
      INSERT INTO akin.sibling_sizes (content_id, folder_id, bytes, pixels)
      SELECT content_id, folder_id, bytes, pixels
      FROM json_populate_recordset(NULL::akin.sibling_sizes, ?::json)
      """;

  private static final String WITHOUT_FILES =
      """
      DELETE FROM akin.search_facts s WHERE s.content_id = ANY (?) AND s.folder_id = ?
        AND NOT EXISTS (SELECT 1 FROM akin.files f JOIN akin.directories d ON d.id = f.directory_id
          WHERE f.content_id = s.content_id AND d.folder_id = s.folder_id)
      """;

  /// Replaces what the shared library has of contents in the folders of leases.
  ///
  /// @param keys the contents
  /// @param photos those of them that are photos with files in shared folders
  /// @param leases the folders
  /// @return number of photos that were published or withdrawn
  int put(Collection<ContentKey> keys, Map<ContentKey, SharedPhoto> photos, List<Lease> leases)
      throws SQLException {
    Set<UUID> folders =
        leases.stream().map(lease -> lease.folder().folder()).collect(Collectors.toSet());
    Map<ContentKey, SharedPhoto> shared = new LinkedHashMap<>();
    photos.forEach(
        (key, photo) -> {
          if (photo.files().stream().anyMatch(file -> folders.contains(file.folder()))) {
            shared.put(key, photo);
          }
        });
    PhotoIds ids = PhotoIds.of(connection, keys, shared, folders);
    Rows rows = new Rows();
    shared.forEach((key, photo) -> rows.add(photo, ids.content(key), folders, ids));
    long[] all = ids.all();
    for (Lease lease : leases) {
      String prefix = lease.folder().prefix();
      connection.update(
          DELETE_FILES,
          all,
          lease.folder().folder(),
          prefix,
          prefix,
          prefix,
          rows.files.toString());
    }
    connection.update(PUT_FILES, rows.files.toString());
    int changes = shared.size();
    for (UUID folder : folders) {
      changes += connection.update(WITHOUT_FILES, all, folder);
    }
    connection.update(
        "DELETE FROM akin.search_facts WHERE content_id = ANY (?) AND folder_id = ANY (?::uuid[])",
        shared.keySet().stream().mapToLong(ids::content).sorted().toArray(),
        folders.stream().map(UUID::toString).toArray(String[]::new));
    connection.update(PUT_FACTS, rows.facts.toString());
    connection.update(PUT_KEYWORDS, rows.keywords.toString());
    connection.update(PUT_SIZES, rows.sizes.toString());
    connection.forEach("SELECT akin.delete_unused(?)", _ -> {}, (Object) all);
    return changes;
  }

  /// The rows of photos as JSON, which the server converts to rows of its tables.
  private static final class Rows {
    private final JsonArray files = new JsonArray();
    private final JsonArray facts = new JsonArray();
    private final JsonArray keywords = new JsonArray();
    private final JsonArray sizes = new JsonArray();

    void add(SharedPhoto photo, long content, Set<UUID> folders, PhotoIds ids) {
      List<SharedPhoto.File> inside =
          photo.files().stream().filter(file -> folders.contains(file.folder())).toList();
      inside.forEach(file -> files.add(file(file, content, ids.directory(file))));
      inside.stream()
          .map(SharedPhoto.File::folder)
          .distinct()
          .forEach(
              folder -> {
                facts.add(facts(photo, content, folder, ids));
                photo
                    .keywords()
                    .forEach(
                        keyword ->
                            keywords.add(row(content, folder, "keyword", ids.keyword(keyword))));
                photo.sizes().forEach(size -> sizes.add(size(size, content, folder)));
              });
    }
  }

  private static JsonObject file(SharedPhoto.File file, long content, long directory) {
    JsonObject row = new JsonObject();
    row.addProperty("directory_id", directory);
    row.addProperty("name", file.name());
    row.addProperty("name_key", Names.fileName(file.name()));
    row.addProperty("content_id", content);
    row.addProperty("bytes", file.bytes());
    row.addProperty("modified", file.modified());
    return row;
  }

  private static JsonObject facts(SharedPhoto photo, long content, UUID folder, PhotoIds ids) {
    JsonObject row = new JsonObject();
    row.addProperty("content_id", content);
    row.addProperty("folder_id", folder.toString());
    photo.numbers().forEach(row::addProperty);
    photo.names().forEach((column, text) -> row.addProperty(column, ids.name(column, text)));
    return row;
  }

  private static JsonObject size(SharedPhoto.Size size, long content, UUID folder) {
    JsonObject row = row(content, folder, "bytes", size.bytes());
    if (size.pixels() > 0) {
      row.addProperty("pixels", size.pixels());
    }
    return row;
  }

  private static JsonObject row(long content, UUID folder, String column, long value) {
    JsonObject row = new JsonObject();
    row.addProperty("content_id", content);
    row.addProperty("folder_id", folder.toString());
    row.addProperty(column, value);
    return row;
  }

  /// Writes the thumbnails of those contents that have none. Runs inside the caller's transaction.
  void putThumbnails(Map<ContentKey, SharedPhoto> photos) throws SQLException {
    List<Long> ids = new ArrayList<>();
    List<byte[]> images = new ArrayList<>();
    List<Long> widths = new ArrayList<>();
    List<Long> heights = new ArrayList<>();
    connection.forEach(
        """
        SELECT c.id, c.key FROM akin.contents c
        WHERE c.key = ANY (?)
          AND NOT EXISTS (SELECT 1 FROM akin.thumbnails t WHERE t.content_id = c.id)
        ORDER BY c.id
        """,
        row -> {
          long id = row.getLong(1);
          SharedPhoto photo = photos.get(ContentKey.of(row.getBytes(2)));
          if (photo != null) {
            catalogue
                .thumbnail(photo.content())
                .ifPresent(
                    jpeg -> {
                      ids.add(id);
                      images.add(jpeg);
                      widths.add((long) photo.width());
                      heights.add((long) photo.height());
                    });
          }
        },
        (Object) VectorRows.bytes(photos.keySet()));
    if (!ids.isEmpty()) {
      connection.update(
          """
          INSERT INTO akin.thumbnails (content_id, jpeg, width, height)
          SELECT id, jpeg, width, height
          FROM unnest(?::bigint[], ?::bytea[], ?::bigint[], ?::bigint[]) x (id, jpeg, width, height)
          ON CONFLICT DO NOTHING
          """,
          longs(ids),
          images.toArray(byte[][]::new),
          longs(widths),
          longs(heights));
    }
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  /// Returns the keys of the contents that a part of a folder has in the shared library.
  List<ContentKey> keys(Lease lease) {
    return connection.read(
        () ->
            connection.list(
                """
                SELECT DISTINCT c.key FROM akin.directories d
                  JOIN akin.files f ON f.directory_id = d.id JOIN akin.contents c ON c.id = f.content_id
                WHERE d.folder_id = ? AND (? = '' OR d.path = ? OR starts_with(d.path, ? || '/'))
                """,
                row -> ContentKey.of(row.getBytes(1)),
                lease.folder().folder(),
                lease.folder().prefix(),
                lease.folder().prefix(),
                lease.folder().prefix()));
  }
}
