package app.akin.core.store;

import java.sql.SQLException;

/// Records which photos carry something of the user, so that they get it back after their files
/// were gone for long, or after a salvage. Runs inside the caller's transaction.
final class KeptPhotos {
  /// Selects the photo that carries something of the user and had a content, unless it has another
  /// content of the same kind by now.
  static final String OF_CONTENT =
      "SELECT k.photo_id FROM contents b JOIN kept_photos k ON k.content_key = b.key"
          + " WHERE b.id = ? AND NOT EXISTS (SELECT 1 FROM files f"
          + " JOIN contents c ON c.id = f.content_id WHERE f.photo_id = k.photo_id AND "
          + PrimaryContent.rank("c")
          + " = "
          + PrimaryContent.rank("b")
          + ") ORDER BY k.photo_id LIMIT 1";

  private KeptPhotos() {}

  /// Records photos.
  ///
  /// @param photos photo IDs as a JSON array
  static void keep(Session library, String photos) throws SQLException {
    library.update(
        """
        INSERT INTO kept_photos (photo_id, content_key)
        SELECT p.id, c.key FROM json_each(?) j CROSS JOIN photos p ON p.id = j.value
          CROSS JOIN contents c ON c.id = p.lead
        WHERE p.id NOT IN (SELECT photo_id FROM kept_photos)
        """,
        photos);
  }

  /// Moves what the user set for a photo to another one with which it is merged. What is set for
  /// the other one stays.
  static void merge(Session library, long kept, long dropped) throws SQLException {
    library.update(
        """
        INSERT INTO kept_photos (photo_id, content_key)
        SELECT ?1, content_key FROM kept_photos
        WHERE photo_id = ?2 AND ?1 NOT IN (SELECT photo_id FROM kept_photos)
        """,
        kept,
        dropped);
    MarkRows.merge(library, kept, dropped);
    CollectionRows.merge(library, kept, dropped);
    if (library.update("DELETE FROM kept_photos WHERE photo_id = ?", dropped) > 0) {
      MarkCopy.expire(library);
    }
  }
}
