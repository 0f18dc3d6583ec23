package app.akin.core.store;

import java.sql.SQLException;
import java.util.OptionalLong;

/// Keeps for each photo the content that stands for it, its lead: a JPEG before a HEIC before a raw
/// file, of equals the one known longest. A photo has one exactly while it has a file that was
/// taken in. Works inside the transaction the caller has begun.
final class PrimaryContent {
  /// Of the photo in the row at hand.
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

  /// Where a content stands among the twins of a shot, as SQL: contents of one rank are never
  /// twins.
  ///
  /// @param contents the name of its table in the statement
  static String rank(String contents) {
    return "CASE " + contents + ".format WHEN 'JPEG' THEN 0 WHEN 'HEIC' THEN 1 ELSE 2 END";
  }

  /// Has every photo led by one of its contents.
  static void repair(Session library) throws SQLException {
    library.update("UPDATE photos SET lead = " + PREFERRED + " WHERE lead IS NOT " + PREFERRED);
  }

  /// A content has one more file, of a photo.
  void fileAdded(long photo, long content) throws SQLException {
    OptionalLong lead = library.firstLong("SELECT lead FROM photos WHERE id = ?", photo);
    if (lead.isEmpty()) {
      library.update("UPDATE photos SET lead = ? WHERE id = ?", content, photo);
    } else if (lead.getAsLong() != content) {
      choose(photo);
    }
  }

  /// Some files of photos are no more.
  ///
  /// @param photos an array for `json_each`
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

  /// How many photos lost the content that stood for them and have another: it may not be embedded.
  long replaced() {
    return replaced;
  }

  /// Makes one photo of those of two contents, the one known longer, unless it would have two
  /// contents of one rank. Both contents have files.
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
