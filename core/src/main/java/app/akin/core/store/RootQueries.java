package app.akin.core.store;

import app.akin.core.photo.PathText;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Queries on roots, their volumes and pending confirmations.
final class RootQueries {
  private RootQueries() {}

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
          return roots.merge(root.id(), root, RootQueries::merge);
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
        SELECT path, videos, companions, others, other_names FROM directories
        WHERE root_id = ? AND (videos > 0 OR companions > 0 OR others > 0)
        """,
        row ->
            counts.put(
                row.getString(1),
                new FolderCounts(
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getString(5).lines().toList())),
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
    // Counts the few others by an index.
    long others =
        session
            .firstLong(
                """
                SELECT count(*) FROM files f INDEXED BY files_by_content
                  CROSS JOIN directories d ON d.id = f.directory_id
                WHERE f.content_id IS NULL AND d.root_id = ?
                """,
                rootId)
            .orElse(0);
    return fileCount(session, rootId) - others;
  }
}
