package app.akin.core.store;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/// Restores the referential integrity of a library after rows were lost: deletes dangling rows and
/// adds missing ones. The next indexing run finds the deleted rows' files again.
final class ConsistencyRepair {
  private static final List<String> STEPS =
      List.of(
          "UPDATE roots SET volume_id = NULL WHERE volume_id NOT IN (SELECT id FROM volumes)",
          "DELETE FROM exclusions WHERE root_id NOT IN (SELECT id FROM roots)",
          "DELETE FROM mounts WHERE root_id NOT IN (SELECT id FROM roots)",
          "DELETE FROM questions WHERE root_id NOT IN (SELECT id FROM roots)",
          "DELETE FROM directories WHERE root_id NOT IN (SELECT id FROM roots)",
          "DELETE FROM files WHERE directory_id NOT IN (SELECT id FROM directories)",
          """
          DELETE FROM files WHERE content_id IS NOT NULL
            AND content_id NOT IN (SELECT id FROM contents)
          """,
          """
          INSERT INTO photos (id, added)
          SELECT DISTINCT photo_id, 0 FROM (
            SELECT photo_id FROM files UNION SELECT photo_id FROM tombstones
            UNION SELECT photo_id FROM photo_marks UNION SELECT photo_id FROM keyword_marks
            UNION SELECT photo_id FROM kept_photos
            UNION SELECT photo_id FROM collection_photos)
          WHERE photo_id IS NOT NULL AND photo_id NOT IN (SELECT id FROM photos)
          """,
          // Photos of a collection whose name is lost stay together.
          """
          INSERT OR IGNORE INTO collections (id, name, key, changed)
          SELECT DISTINCT collection_id, '#' || collection_id, '#' || collection_id, 0
          FROM collection_photos
          WHERE place IS NOT NULL AND collection_id NOT IN (SELECT id FROM collections)
          """,
          """
          DELETE FROM collection_photos
          WHERE collection_id NOT IN (SELECT id FROM collections)
          """,
          """
          DELETE FROM saved_search_parts WHERE search_id NOT IN
            (SELECT id FROM saved_searches WHERE key IS NOT NULL)
          """,
          "DELETE FROM file_facts WHERE file_id NOT IN (SELECT id FROM files)",
          """
          DELETE FROM photo_text WHERE content_id NOT IN
            (SELECT content_id FROM files WHERE content_id IS NOT NULL)
          """,
          // Facts of files may be lost: the next run reads them again.
          "UPDATE files SET facts_revision = 0",
          // A content without a row cannot be the primary content.
          """
          UPDATE photos SET lead = NULL
          WHERE lead IS NOT NULL AND lead NOT IN (SELECT id FROM contents)
          """,
          // Rows from different backups may disagree on a content's photo: the oldest photo wins.
          """
          UPDATE files SET photo_id =
            (SELECT min(photo_id) FROM files o WHERE o.content_id = files.content_id)
          WHERE content_id IS NOT NULL
          """,
          """
          DELETE FROM failures WHERE file_id NOT IN
            (SELECT id FROM files WHERE content_id IS NULL)
          """,
          """
          DELETE FROM files WHERE content_id IS NULL AND id NOT IN (SELECT file_id FROM failures)
          """,
          """
          DELETE FROM tombstones WHERE content_id NOT IN (SELECT id FROM contents)
            OR content_id IN (SELECT content_id FROM files WHERE content_id IS NOT NULL)
          """,
          // Steps of an older copy that were replaced since.
          "DELETE FROM steps WHERE undone AND id < (SELECT max(id) FROM steps WHERE NOT undone)",
          """
          INSERT INTO tombstones (content_id, photo_id, gone)
          SELECT id, NULL, 0 FROM contents
          WHERE id NOT IN (SELECT content_id FROM files WHERE content_id IS NOT NULL)
            AND id NOT IN (SELECT content_id FROM tombstones)
          """);

  /// The tables that are derived from others.
  private static final List<String> DERIVED =
      List.of(
          "photo_facts",
          "photo_keywords",
          "photo_folders",
          "sibling_sizes",
          "search_facts",
          "photo_names");

  private ConsistencyRepair() {}

  static void repairLibrary(Session library, Clock clock) throws SQLException {
    library.begin();
    for (String step : STEPS) {
      library.update(step);
    }
    Journal.prune(library);
    // Foreign keys are off.
    library.update("DELETE FROM step_changes WHERE step_id NOT IN (SELECT id FROM steps)");
    PrimaryContent.repair(library);
    for (String table : DERIVED) {
      library.update("DELETE FROM " + table);
    }
    library.update(
        "INSERT OR IGNORE INTO stale_photos SELECT id FROM photos WHERE lead IS NOT NULL");
    new PhotoFactRows(library, clock).refresh();
    TextWriter.rebuild(library);
    library.commit();
  }

  /// Deletes the vectors of models without a row. They are useless, and a new model must not
  /// inherit them with the row ID.
  static void repairVectors(Session vectors) throws SQLException {
    vectors.update("DELETE FROM embeddings WHERE model_id NOT IN (SELECT id FROM models)");
  }
}
