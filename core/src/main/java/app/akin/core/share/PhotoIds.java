package app.akin.core.share;

import app.akin.core.photo.ContentKey;
import app.akin.core.query.Names;
import app.akin.core.store.SharedPhoto;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// The IDs in a shared library of the contents, directories and names of some photos.
///
/// @param contents the IDs of contents
/// @param directories the IDs of the directories of files
/// @param names the IDs of names
record PhotoIds(
    Map<ContentKey, Long> contents, Map<Directory, Long> directories, Map<Name, Long> names) {
  static final String KEYWORD = "keyword";

  /// A directory of a shared folder.
  record Directory(UUID folder, String path) {}

  /// A text that photos share.
  record Name(String kind, String text) {}

  /// Returns the IDs, adding what is new. Runs inside the caller's transaction.
  ///
  /// @param keys the contents; those that are not published have an ID if the library knows them
  /// @param photos the photos to publish
  /// @param folders the shared folders of the files
  static PhotoIds of(
      ShareConnection connection,
      Collection<ContentKey> keys,
      Map<ContentKey, SharedPhoto> photos,
      Set<UUID> folders)
      throws SQLException {
    Set<Directory> directories = new HashSet<>();
    Set<Name> names = new HashSet<>();
    for (SharedPhoto photo : photos.values()) {
      photo.files().stream()
          .filter(file -> folders.contains(file.folder()))
          .forEach(file -> directories.add(new Directory(file.folder(), file.directory())));
      photo.names().forEach((column, text) -> names.add(new Name(kind(column), text)));
      photo.keywords().forEach(keyword -> names.add(new Name(KEYWORD, keyword)));
    }
    return new PhotoIds(
        contents(connection, keys, photos.keySet()),
        directories(connection, directories),
        names(connection, names));
  }

  private static String kind(String column) {
    return Objects.requireNonNull(SharedPhoto.NAMES.get(column));
  }

  // All rows are added in a fixed order, so that publishers do not wait for each other in a circle.
  private static Map<ContentKey, Long> contents(
      ShareConnection connection, Collection<ContentKey> keys, Set<ContentKey> published)
      throws SQLException {
    connection.update(
        """
        INSERT INTO akin.contents (key) SELECT key FROM unnest(?::bytea[]) x (key) ORDER BY key
        ON CONFLICT DO NOTHING
        """,
        (Object) VectorRows.bytes(published));
    Map<ContentKey, Long> ids = new HashMap<>();
    connection.forEach(
        "SELECT key, id FROM akin.contents WHERE key = ANY (?)",
        row -> ids.put(ContentKey.of(row.getBytes(1)), row.getLong(2)),
        (Object) VectorRows.bytes(keys));
    return ids;
  }

  private static Map<Directory, Long> directories(ShareConnection connection, Set<Directory> wanted)
      throws SQLException {
    JsonArray rows = new JsonArray();
    for (Directory directory : wanted) {
      JsonObject row = new JsonObject();
      row.addProperty("folder_id", directory.folder().toString());
      row.addProperty("path", directory.path());
      rows.add(row);
    }
    connection.update(
        """
        INSERT INTO akin.directories (folder_id, path)
        SELECT folder_id, path FROM json_populate_recordset(NULL::akin.directories, ?::json)
        ORDER BY folder_id, path
        ON CONFLICT DO NOTHING
        """,
        rows.toString());
    Map<Directory, Long> ids = new HashMap<>();
    connection.forEach(
        """
        SELECT d.folder_id, d.path, d.id
        FROM json_populate_recordset(NULL::akin.directories, ?::json) x
          JOIN akin.directories d ON d.folder_id = x.folder_id AND d.path = x.path
        """,
        row ->
            ids.put(new Directory(row.getObject(1, UUID.class), row.getString(2)), row.getLong(3)),
        rows.toString());
    return ids;
  }

  private static Map<Name, Long> names(ShareConnection connection, Set<Name> wanted)
      throws SQLException {
    JsonArray rows = new JsonArray();
    for (Name name : wanted) {
      JsonObject row = new JsonObject();
      row.addProperty("kind", name.kind());
      row.addProperty("text", name.text());
      row.addProperty("key", Names.key(name.text()));
      rows.add(row);
    }
    connection.update(
        """
        INSERT INTO akin.names (kind, text, key)
        SELECT kind, text, key FROM json_populate_recordset(NULL::akin.names, ?::json)
        ORDER BY kind, text
        ON CONFLICT DO NOTHING
        """,
        rows.toString());
    Map<Name, Long> ids = new HashMap<>();
    connection.forEach(
        """
        SELECT n.kind, n.text, n.id FROM json_populate_recordset(NULL::akin.names, ?::json) x
          JOIN akin.names n ON n.kind = x.kind AND n.text = x.text
        """,
        row -> ids.put(new Name(row.getString(1), row.getString(2)), row.getLong(3)),
        rows.toString());
    return ids;
  }

  /// Returns the ID of a published content.
  long content(ContentKey key) {
    return Objects.requireNonNull(contents.get(key));
  }

  /// Returns the IDs of all contents, sorted.
  long[] all() {
    return contents.values().stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /// Returns the ID of the directory of a file.
  long directory(SharedPhoto.File file) {
    return Objects.requireNonNull(directories.get(new Directory(file.folder(), file.directory())));
  }

  /// Returns the ID of a text in a column of `search_facts`.
  long name(String column, String text) {
    return Objects.requireNonNull(names.get(new Name(kind(column), text)));
  }

  /// Returns the ID of a keyword.
  long keyword(String text) {
    return Objects.requireNonNull(names.get(new Name(KEYWORD, text)));
  }
}
