package app.akin.core.store;

import java.sql.SQLException;
import java.util.OptionalLong;

/// Maintains the primary content of each photo: JPEG before HEIC before raw; among equals, the one
/// known longest. A photo has a primary content exactly while it has an indexed file. Runs inside
/// the caller's transaction.
final class PrimaryContent {
  /// The preferred content of the photo in the current row.
  private static final String PREFERRED =
      "(SELECT f.content_id FROM files f JOIN contents c ON c.id = f.content_id"
          + " WHERE f.photo_id = photos.id ORDER BY "
          + rank("c")
          + ", f.content_id LIMIT 1)";

  private final Session library;
  private long replaced;

  PrimaryContent(Session library) {
    this.library = library;
  }

  /// Returns the rank of a content among its siblings as an SQL expression. Contents of equal rank
  /// are never siblings.
  ///
  /// @param contents the name of the contents table in the statement
  static String rank(String contents) {
    return "CASE " + contents + ".format WHEN 'JPEG' THEN 0 WHEN 'HEIC' THEN 1 ELSE 2 END";
  }

  /// Corrects the primary content of every photo.
  static void repair(Session library) throws SQLException {
    library.update("UPDATE photos SET lead = " + PREFERRED + " WHERE lead IS NOT " + PREFERRED);
  }

  /// Updates the primary content of a photo after a file was added to it.
  void fileAdded(long photo, long content) throws SQLException {
    OptionalLong lead = library.firstLong("SELECT lead FROM photos WHERE id = ?", photo);
    if (lead.isEmpty()) {
      library.update("UPDATE photos SET lead = ? WHERE id = ?", content, photo);
    } else if (lead.getAsLong() != content) {
      choose(photo);
    }
  }

  /// Updates the primary contents of photos after files were removed.
  ///
  /// @param photos photo IDs as a JSON array for `json_each`
  void filesRemoved(String photos) throws SQLException {
    replaced +=
        library
            .list(
                "UPDATE photos SET lead = "
                    + PREFERRED
                    + """
                     WHERE id IN (SELECT value FROM json_each(?)) AND lead IS NOT NULL
                      AND NOT EXISTS (SELECT 1 FROM files WHERE content_id = lead)
                    RETURNING lead IS NOT NULL
                    """,
                row -> row.getBoolean(1),
                photos)
            .stream()
            .filter(led -> led)
            .count();
  }

  /// Returns the number of photos whose primary content was replaced by another, which may not be
  /// embedded.
  long replaced() {
    return replaced;
  }

  /// Merges the photos of two contents into the older one, unless it would then have two contents
  /// of equal rank. Both contents have files.
  void merge(long one, long other) throws SQLException {
    long first = photo(one);
    long second = photo(other);
    if (first == second || wouldDuplicateRank(first, second)) {
      return;
    }
    long kept = Math.min(first, second);
    long dropped = Math.max(first, second);
    library.update("UPDATE photos SET lead = NULL WHERE id = ?", dropped);
    library.update("UPDATE files SET photo_id = ? WHERE photo_id = ?", kept, dropped);
    library.update("UPDATE tombstones SET photo_id = ? WHERE photo_id = ?", kept, dropped);
    library.update(
        "UPDATE OR IGNORE stack_decision_photos SET photo_id = ? WHERE photo_id = ?",
        kept,
        dropped);
    library.update("DELETE FROM stack_decision_photos WHERE photo_id = ?", dropped);
    KeptPhotos.merge(library, kept, dropped);
    choose(kept);
  }

  private void choose(long photo) throws SQLException {
    library.update("UPDATE photos SET lead = " + PREFERRED + " WHERE id = ?", photo);
  }

  private long photo(long content) throws SQLException {
    return library
        .firstLong("SELECT photo_id FROM files WHERE content_id = ? LIMIT 1", content)
        .orElseThrow();
  }

  private boolean wouldDuplicateRank(long one, long other) throws SQLException {
    return library
        .firstLong(
            "SELECT 1 FROM (SELECT DISTINCT c.id, "
                + rank("c")
                + " AS rank FROM files f JOIN contents c ON c.id = f.content_id"
                + " WHERE f.photo_id IN (?, ?)) GROUP BY rank HAVING count(*) > 1",
            one,
            other)
        .isPresent();
  }
}
