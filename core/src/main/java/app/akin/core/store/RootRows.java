package app.akin.core.store;

import app.akin.core.photo.PathText;
import app.akin.core.photo.Volume;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads and writes the rows of roots, their volumes and pending confirmations. Writes run inside
/// the caller's transaction.
final class RootRows {
  private final Session library;
  private final Clock clock;

  RootRows(Session library, Clock clock) {
    this.library = library;
    this.clock = clock;
  }

  long add(Path path, Collection<String> exclusions, Volume volume, String location)
      throws SQLException {
    long id =
        library
            .firstLong(
                """
                INSERT INTO roots (volume_id, path, added, location) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET volume_id = excluded.volume_id,
                  location = excluded.location
                RETURNING id
                """,
                volumeId(volume),
                PathText.of(path),
                clock.millis(),
                location)
            .orElseThrow();
    setExclusions(id, exclusions);
    return id;
  }

  void relocate(long rootId, Path path, Volume volume, String location) throws SQLException {
    library.update(
        "UPDATE roots SET path = ?, volume_id = ?, location = ? WHERE id = ?",
        PathText.of(path),
        volumeId(volume),
        location,
        rootId);
  }

  void setFileKey(long rootId, String key) throws SQLException {
    library.update("UPDATE roots SET file_key = ? WHERE id = ?", key, rootId);
  }

  void setExclusions(long rootId, Collection<String> exclusions) throws SQLException {
    library.update("DELETE FROM exclusions WHERE root_id = ?", rootId);
    for (String exclusion : exclusions) {
      library.update("INSERT OR IGNORE INTO exclusions VALUES (?, ?)", rootId, exclusion);
    }
  }

  void setMinBytes(long rootId, long bytes) throws SQLException {
    library.update("UPDATE roots SET min_bytes = ? WHERE id = ?", bytes, rootId);
  }

  void setMinPixels(long rootId, long pixels) throws SQLException {
    library.update("UPDATE roots SET min_pixels = ? WHERE id = ?", pixels, rootId);
  }

  void mounts(long rootId, Map<String, String> mounts) throws SQLException {
    for (Map.Entry<String, String> mount : mounts.entrySet()) {
      library.update(
          "INSERT OR REPLACE INTO mounts VALUES (?, ?, ?)",
          rootId,
          mount.getKey(),
          mount.getValue());
    }
  }

  void requestConfirmation(long rootId, PendingConfirmation.Kind kind, long missing, long known)
      throws SQLException {
    library.update(
        """
        INSERT INTO questions (root_id, kind, missing, known, asked) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET accepted = accepted AND kind = excluded.kind,
          kind = excluded.kind, missing = excluded.missing, known = excluded.known
        """,
        rootId,
        kind.word(),
        missing,
        known,
        clock.millis());
  }

  void acceptConfirmation(long rootId) throws SQLException {
    library.update("UPDATE questions SET accepted = 1 WHERE root_id = ?", rootId);
  }

  void removeConfirmation(long rootId) throws SQLException {
    library.update("DELETE FROM questions WHERE root_id = ?", rootId);
  }

  private long volumeId(Volume volume) throws SQLException {
    return library
        .firstLong(
            """
            INSERT INTO volumes (uid, name, type) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET uid = excluded.uid RETURNING id
            """,
            volume.uid(),
            volume.name(),
            volume.type())
        .orElseThrow();
  }

  static List<Root> roots(Session session) throws SQLException {
    Map<Long, Root> roots = new HashMap<>();
    session.list(
        """
        SELECT r.id, r.path, x.directory, coalesce(v.uid, ''), r.location, r.min_bytes,
          r.min_pixels
        FROM roots r LEFT JOIN exclusions x ON x.root_id = r.id
          LEFT JOIN volumes v ON v.id = r.volume_id
        ORDER BY x.directory
        """,
        row -> {
          String exclusion = row.getString(3);
          Root root =
              new Root(
                  row.getLong(1),
                  PathText.path(row.getString(2)),
                  exclusion == null ? List.of() : List.of(exclusion),
                  row.getString(4),
                  row.getString(5),
                  row.getLong(6),
                  row.getLong(7));
          return roots.merge(root.id(), root, RootRows::merge);
        });
    return roots.values().stream().sorted(Comparator.comparing(Root::path)).toList();
  }

  private static Root merge(Root root, Root next) {
    return new Root(
        root.id(),
        root.path(),
        Stream.concat(root.exclusions().stream(), next.exclusions().stream()).toList(),
        root.volumeUid(),
        root.location(),
        root.minBytes(),
        root.minPixels());
  }

  static List<PendingConfirmation> pendingConfirmations(Session session) throws SQLException {
    return session.list(
        "SELECT root_id, kind, missing, known, asked, accepted FROM questions ORDER BY root_id",
        row ->
            new PendingConfirmation(
                row.getLong(1),
                PendingConfirmation.Kind.ofWord(row.getString(2)),
                row.getLong(3),
                row.getLong(4),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getBoolean(6)));
  }

  static Map<String, String> mounts(Session session, long rootId) throws SQLException {
    Map<String, String> mounts = new HashMap<>();
    session.list(
        "SELECT directory, uid FROM mounts WHERE root_id = ?",
        row -> mounts.put(row.getString(1), row.getString(2)) == null,
        rootId);
    return mounts;
  }

  static Map<String, FolderCounts> folderCounts(Session session, long rootId) throws SQLException {
    Map<String, FolderCounts> counts = new HashMap<>();
    session.list(
        """
        SELECT path, videos, others, other_names FROM directories
        WHERE root_id = ? AND (videos > 0 OR others > 0)
        """,
        row ->
            counts.put(
                row.getString(1),
                new FolderCounts(
                    row.getLong(2), row.getLong(3), row.getString(4).lines().toList())),
        rootId);
    return counts;
  }

  /// Returns a sample of a root's files, spread over it. Every call returns the same sample.
  static List<FileStat> sampleFiles(Session session, long rootId, int count) throws SQLException {
    // A hash of the ID spreads the sample: neighbours in the table are neighbours on disk.
    return session.list(
        """
        SELECT d.path, f.name, f.size, f.modified
        FROM directories d JOIN files f ON f.directory_id = d.id
        WHERE d.root_id = ? ORDER BY f.id * 2654435761 % 4294967296 LIMIT ?
        """,
        row -> new FileStat(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)),
        rootId,
        count);
  }

  static long fileCount(Session session, long rootId) throws SQLException {
    return session
        .firstLong(
            """
            SELECT count(*) FROM directories d JOIN files f ON f.directory_id = d.id
            WHERE d.root_id = ?
            """,
            rootId)
        .orElse(0);
  }

  static long indexedFileCount(Session session, long rootId) throws SQLException {
    return session
        .firstLong(
            """
            SELECT count(*) FROM directories d JOIN files f ON f.directory_id = d.id
            WHERE d.root_id = ? AND f.content_id IS NOT NULL
            """,
            rootId)
        .orElse(0);
  }
}
