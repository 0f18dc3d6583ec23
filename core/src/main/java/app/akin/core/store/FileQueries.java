package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.FailureKind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Queries on files and contents: their indexing state and counts.
final class FileQueries {
  private static final String SIBLING =
      """
      SELECT c.id, c.key,
        EXISTS (SELECT 1 FROM embeddings e WHERE e.model_id = ?1 AND e.content_id = c.id),
        EXISTS (SELECT 1 FROM files o JOIN contents x ON x.id = o.content_id
          WHERE o.photo_id = f.photo_id AND NOT (o.directory_id = d.id AND o.name = ?2)
            AND RANK = (SELECT RANK FROM (SELECT ?3 AS format) x)),
      """
              .replace("RANK", PrimaryContent.rank("x"))
          + Columns.IMAGE_COLUMNS
          + ", "
          + Columns.METADATA_COLUMNS
          + """
           FROM directories d JOIN files f ON f.directory_id = d.id
            JOIN contents c ON c.id = f.content_id
            LEFT JOIN file_facts m ON m.file_id = f.id AND m.part = 'file'
          WHERE d.root_id = ?4 AND d.path = ?5 AND f.name = ?6
          """;

  private FileQueries() {}

  static Map<String, KnownFile> files(Session session, long rootId, String directory, long modelId)
      throws SQLException {
    Map<String, KnownFile> files = new HashMap<>();
    session.list(
        """
        SELECT f.name, f.id, f.size, f.modified, f.content_id, f.photo_id,
          p.lead <> f.content_id OR EXISTS (SELECT 1 FROM embeddings e
            WHERE e.model_id = ?1 AND e.content_id = f.content_id)
            AND NOT EXISTS (SELECT 1 FROM embeddings e
              WHERE e.model_id = ?1 AND e.content_id = f.content_id
                AND e.source = 'thumbnail'),
          p.lead <> f.content_id
            OR EXISTS (SELECT 1 FROM thumbnails t WHERE t.content_key = c.key),
          x.kind, x.tries, f.sidecar_size, f.sidecar_modified, f.changed, f.file_key,
          f.facts_revision
        FROM directories d JOIN files f ON f.directory_id = d.id
          LEFT JOIN contents c ON c.id = f.content_id
          LEFT JOIN photos p ON p.id = f.photo_id
          LEFT JOIN failures x ON x.file_id = f.id
        WHERE d.root_id = ?2 AND d.path = ?3
        """,
        row -> {
          String kind = row.getString(9);
          Long sidecar = Columns.nullableLong(row, 11);
          return files.put(
              row.getString(1),
              new KnownFile(
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6),
                  row.getBoolean(7),
                  row.getBoolean(8),
                  kind == null ? null : FailureKind.ofWord(kind),
                  row.getInt(10),
                  new FileStamp(row.getLong(13), row.getLong(14)),
                  sidecar == null ? null : new SidecarStamp(sidecar, row.getLong(12)),
                  row.getInt(15)));
        },
        modelId,
        rootId,
        directory);
    return files;
  }

  static Optional<KnownContent> content(Session session, ContentKey key, long modelId)
      throws SQLException {
    return session.first(
        """
        SELECT id, embedded, thumbnailed,
          EXISTS (SELECT 1 FROM photos p WHERE p.lead <> known.id AND p.id IN (
            SELECT photo_id FROM files WHERE content_id = known.id
            UNION ALL SELECT photo_id FROM tombstones WHERE content_id = known.id))
        FROM (
          SELECT
            (SELECT id FROM contents WHERE key = ?1) AS id,
            EXISTS (SELECT 1 FROM embeddings
              WHERE content_key = ?1 AND model_id = ?2
                AND source <> 'thumbnail') AS embedded,
            EXISTS (SELECT 1 FROM thumbnails WHERE content_key = ?1) AS thumbnailed) known
        WHERE id IS NOT NULL OR embedded OR thumbnailed
        """,
        row -> {
          long id = row.getLong(1);
          return new KnownContent(
              id == 0 ? null : new ContentId(id),
              row.getBoolean(2),
              row.getBoolean(3),
              row.getBoolean(4));
        },
        key.bytes(),
        modelId);
  }

  static Counts counts(Session session, long modelId) throws SQLException {
    return session
        .first(
            """
            SELECT (SELECT count(*) FROM roots),
              (SELECT count(*) FROM files)
                - (SELECT count(*) FROM files WHERE content_id IS NULL),
              (SELECT count(*) FROM photos WHERE lead IS NOT NULL),
              (SELECT count(DISTINCT content_id) FROM files),
              (SELECT count(*) FROM embeddings e WHERE model_id = ? AND EXISTS
                (SELECT 1 FROM photos WHERE lead = e.content_id)),
              (SELECT count(*) FROM failures WHERE kind <> 'too_small'),
              (SELECT count(*) FROM failures WHERE kind = 'too_small'),
              (SELECT sum(videos) FROM directories),
              (SELECT sum(companions) FROM directories)
            """,
            row ->
                new Counts(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9)),
            modelId)
        .orElseThrow();
  }

  static List<SiblingFile> siblings(
      Session session,
      long rootId,
      String directory,
      Collection<String> names,
      String file,
      String format,
      long modelId)
      throws SQLException {
    List<SiblingFile> found = new ArrayList<>();
    for (String name : names) {
      session
          .first(
              SIBLING,
              row ->
                  new SiblingFile(
                      name,
                      new ContentId(row.getLong(1)),
                      ContentKey.of(row.getBytes(2)),
                      Columns.facts(row, 5),
                      row.getBoolean(3),
                      row.getBoolean(4)),
              modelId,
              file,
              format,
              rootId,
              directory,
              name)
          .ifPresent(found::add);
    }
    return found;
  }
}
