package app.akin.core.store;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.FailureKind;
import app.akin.core.photo.PhotoFacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Writes the rows of files and contents by the rules that assign files to photos:
///
/// * all files of one content belong to one photo;
/// * a photo may have several contents of different kinds (siblings), one of which is primary
///   ([PrimaryContent]);
/// * a content has either files or a tombstone.
///
/// Runs inside the caller's transaction.
final class FileRows {
  /// The row of a file.
  ///
  /// @param content content ID; 0 for none
  /// @param photo photo ID; 0 for none
  private record FileRow(long id, long content, long photo) {
    static FileRow of(ResultSet row) throws SQLException {
      return new FileRow(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  /// Selects the photo of a content from its tombstone, unless that photo has another content of
  /// the same kind by now.
  private static final String TOMBSTONE_PHOTO =
      "SELECT t.photo_id FROM tombstones t JOIN contents b ON b.id = t.content_id"
          + " WHERE t.content_id = ? AND NOT EXISTS (SELECT 1 FROM files f"
          + " JOIN contents c ON c.id = f.content_id WHERE f.photo_id = t.photo_id AND "
          + PrimaryContent.rank("c")
          + " = "
          + PrimaryContent.rank("b")
          + ")";

  private final Session library;
  private final PrimaryContent primaries;
  private final Clock clock;

  FileRows(Session library, PrimaryContent primaries, Clock clock) {
    this.library = library;
    this.primaries = primaries;
    this.clock = clock;
  }

  ContentRow putContent(ContentKey key, long bytes, PhotoFacts facts) throws SQLException {
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(bytes);
    arguments.addAll(Arrays.asList(Columns.imageArguments(facts)));
    OptionalLong known = library.firstLong("SELECT id FROM contents WHERE key = ?", key.bytes());
    if (known.isPresent()) {
      arguments.add(known.getAsLong());
      library.update(
          "UPDATE contents SET (bytes, "
              + Columns.IMAGE_COLUMNS
              + ") = (?, ?, ?, ?, ?) WHERE id = ?",
          arguments.toArray());
      return new ContentRow(known.getAsLong(), false);
    }
    arguments.add(key.bytes());
    arguments.add(clock.millis());
    long id =
        library
            .firstLong(
                "INSERT INTO contents (bytes, "
                    + Columns.IMAGE_COLUMNS
                    + ", key, added)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)"
                    + " RETURNING id",
                arguments.toArray())
            .orElseThrow();
    return new ContentRow(id, true);
  }

  void putFile(long rootId, String directory, String name, long size, long modified, long content)
      throws SQLException {
    long directoryId = directoryId(rootId, directory);
    Optional<FileRow> before = file(directoryId, name);
    if (before.isPresent() && before.get().content() == content) {
      library.update(
          "UPDATE files SET size = ?, modified = ? WHERE id = ?",
          size,
          modified,
          before.get().id());
      return;
    }
    long photo = photo(content, before.orElse(null));
    library.update(
        """
        INSERT INTO files (directory_id, name, size, modified, content_id, photo_id)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET size = excluded.size, modified = excluded.modified,
          content_id = excluded.content_id, photo_id = excluded.photo_id
        """,
        directoryId,
        name,
        size,
        modified,
        content,
        photo);
    library.update("DELETE FROM tombstones WHERE content_id = ?", content);
    primaries.fileAdded(photo, content);
    if (before.isPresent()) {
      library.update("DELETE FROM failures WHERE file_id = ?", before.get().id());
      if (before.get().photo() == photo) {
        // The photo continues with the new content; if the old content returns, it is another
        // photo.
        addTombstoneIfUnused(before.get().content(), 0);
      } else {
        addTombstoneIfUnused(before.get().content(), before.get().photo());
        primaries.filesRemoved(Columns.jsonArray(before.get().photo()));
      }
    }
  }

  void putFileStamp(long rootId, String directory, String name, FileStamp stamp)
      throws SQLException {
    library.update(
        """
        UPDATE files SET changed = nullif(?, 0), file_key = nullif(?, 0)
        WHERE directory_id = (SELECT id FROM directories WHERE root_id = ? AND path = ?)
          AND name = ?
        """,
        stamp.changed(),
        stamp.key(),
        rootId,
        directory,
        name);
  }

  void setFolderCounts(long rootId, String directory, FolderCounts counts) throws SQLException {
    library.update(
        "UPDATE directories SET videos = ?, companions = ?, others = ?, other_names = ? WHERE id ="
            + " ?",
        counts.videos(),
        counts.companions(),
        counts.others(),
        String.join("\n", counts.otherNames()),
        directoryId(rootId, directory));
  }

  void putFailure(
      long rootId,
      String directory,
      String name,
      long size,
      long modified,
      FailureKind kind,
      String detail)
      throws SQLException {
    long directoryId = directoryId(rootId, directory);
    Optional<FileRow> before = file(directoryId, name);
    long id =
        library
            .firstLong(
                """
                INSERT INTO files (directory_id, name, size, modified) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET size = excluded.size, modified = excluded.modified,
                  content_id = NULL
                RETURNING id
                """,
                directoryId,
                name,
                size,
                modified)
            .orElseThrow();
    library.update(
        """
        INSERT INTO failures (file_id, kind, detail, tries, last_try) VALUES (?, ?, ?, 1, ?)
        ON CONFLICT DO UPDATE SET kind = excluded.kind, detail = excluded.detail,
          tries = tries + 1, last_try = excluded.last_try
        """,
        id,
        kind.word(),
        detail,
        clock.millis());
    if (before.isPresent()) {
      addTombstoneIfUnused(before.get().content(), before.get().photo());
      primaries.filesRemoved(Columns.jsonArray(before.get().photo()));
    }
  }

  void removeFiles(long... fileIds) throws SQLException {
    String ids = Columns.jsonArray(fileIds);
    library.update(
        """
        INSERT INTO tombstones (content_id, photo_id, gone)
        SELECT content_id, min(photo_id), ?2 FROM files f
        WHERE id IN (SELECT value FROM json_each(?1)) AND content_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM files other WHERE other.content_id = f.content_id
            AND other.id NOT IN (SELECT value FROM json_each(?1)))
        GROUP BY content_id
        """,
        ids,
        clock.millis());
    long[] photos =
        library.longs(
            """
            SELECT DISTINCT photo_id FROM files
            WHERE id IN (SELECT value FROM json_each(?)) AND content_id IS NOT NULL
            """,
            ids);
    library.update("DELETE FROM files WHERE id IN (SELECT value FROM json_each(?))", ids);
    primaries.filesRemoved(Columns.jsonArray(photos));
  }

  /// Removes the images of a root whose shorter side has fewer pixels, and deletes the files
  /// excluded before, so that they are checked again.
  void removeSmallerThan(long rootId, long pixels) throws SQLException {
    String inRoot = " WHERE directory_id IN (SELECT id FROM directories WHERE root_id = ?1)";
    library.update(
        "DELETE FROM files" + inRoot + " AND id IN (SELECT file_id FROM failures WHERE kind = ?2)",
        rootId,
        FailureKind.TOO_SMALL.word());
    removeFiles(
        library.longs(
            "SELECT id FROM files"
                + inRoot
                + " AND content_id IN (SELECT id FROM contents WHERE min(width, height) < ?2)",
            rootId,
            pixels));
  }

  /// Detaches tombstones older than the given time from their photos, unless these are in a
  /// collection, and returns the keys of their contents.
  List<byte[]> expireTombstones(long before) throws SQLException {
    return library.list(
        """
        UPDATE tombstones SET photo_id = NULL WHERE gone < ? AND photo_id IS NOT NULL
          AND photo_id NOT IN (SELECT photo_id FROM collection_photos WHERE place IS NOT NULL)
        RETURNING (SELECT key FROM contents WHERE id = content_id)
        """,
        row -> row.getBytes(1),
        before);
  }

  private long directoryId(long rootId, String path) throws SQLException {
    OptionalLong known =
        library.firstLong(
            "SELECT id FROM directories WHERE root_id = ? AND path = ?", rootId, path);
    return known.isPresent()
        ? known.getAsLong()
        : library
            .firstLong(
                "INSERT INTO directories (root_id, path) VALUES (?, ?) RETURNING id", rootId, path)
            .orElseThrow();
  }

  private Optional<FileRow> file(long directoryId, String name) throws SQLException {
    return library.first(
        "SELECT id, content_id, photo_id FROM files WHERE directory_id = ? AND name = ?",
        FileRow::of,
        directoryId,
        name);
  }

  private long photo(long content, @Nullable FileRow before) throws SQLException {
    OptionalLong known =
        library.firstLong("SELECT photo_id FROM files WHERE content_id = ? LIMIT 1", content);
    if (known.isEmpty()) {
      known = library.firstLong(TOMBSTONE_PHOTO, content);
    }
    if (known.isEmpty()) {
      known = library.firstLong(KeptPhotos.OF_CONTENT, content);
    }
    if (known.isPresent()) {
      return known.getAsLong();
    }
    if (before != null && before.photo() != 0 && isOnlyFile(before)) {
      if (before.content() == 0) {
        // The photo continues with another content; the one from before the failure is another
        // photo.
        library.update("UPDATE tombstones SET photo_id = NULL WHERE photo_id = ?", before.photo());
      }
      return before.photo();
    }
    return library
        .firstLong("INSERT INTO photos (added) VALUES (?) RETURNING id", clock.millis())
        .orElseThrow();
  }

  private boolean isOnlyFile(FileRow file) throws SQLException {
    return library
        .firstLong(
            "SELECT 1 FROM files WHERE photo_id = ? AND id <> ? LIMIT 1", file.photo(), file.id())
        .isEmpty();
  }

  private void addTombstoneIfUnused(long content, long photo) throws SQLException {
    if (content != 0) {
      library.update(
          """
          INSERT INTO tombstones (content_id, photo_id, gone)
          SELECT ?1, nullif(?2, 0), ?3
          WHERE NOT EXISTS (SELECT 1 FROM files WHERE content_id = ?1)
          """,
          content,
          photo,
          clock.millis());
    }
  }
}
