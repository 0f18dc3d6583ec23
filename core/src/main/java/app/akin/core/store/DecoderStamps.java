package app.akin.core.store;

import app.akin.core.photo.ContentKey;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// Reads and writes the revisions of decoders. Runs inside the caller's transaction.
final class DecoderStamps {
  private DecoderStamps() {}

  /// Returns the stamps of the files of a folder that were decoded or that could not be decoded.
  static Map<String, DecoderStamp> ofFolder(Session session, long rootId, String directory)
      throws SQLException {
    Map<String, DecoderStamp> stamps = new HashMap<>();
    session.list(
        """
        SELECT f.name, c.format, coalesce(c.decoder, x.decoder)
        FROM directories d JOIN files f ON f.directory_id = d.id
          LEFT JOIN contents c ON c.id = f.content_id
          LEFT JOIN failures x ON x.file_id = f.id AND x.kind IN ('unsupported', 'damaged')
        WHERE d.root_id = ? AND d.path = ? AND coalesce(c.decoder, x.decoder) IS NOT NULL
        """,
        row -> stamps.put(row.getString(1), new DecoderStamp(row.getString(2), row.getInt(3))),
        rootId,
        directory);
    return stamps;
  }

  /// Returns the revision of a content; empty if the catalogue does not have it.
  static OptionalInt ofContent(Session session, ContentKey key) throws SQLException {
    return session
        .first("SELECT decoder FROM contents WHERE key = ?", row -> row.getInt(1), key.bytes())
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  static void put(Session library, long content, int revision) throws SQLException {
    library.update("UPDATE contents SET decoder = ? WHERE id = ?", revision, content);
  }

  static void putOfFailure(
      Session library, long rootId, String directory, String name, int revision)
      throws SQLException {
    library.update(
        """
        UPDATE failures SET decoder = ? WHERE file_id = (
          SELECT f.id FROM files f JOIN directories d ON d.id = f.directory_id
          WHERE d.root_id = ? AND d.path = ? AND f.name = ?)
        """,
        revision,
        rootId,
        directory,
        name);
  }
}
