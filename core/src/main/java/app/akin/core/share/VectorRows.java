package app.akin.core.share;

import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads and writes vectors of a shared library.
///
/// @param connection the server
record VectorRows(ShareConnection connection) {
  /// Returns the vectors that a model has of contents.
  Map<ContentKey, Embedding> find(SharedModel model, Collection<ContentKey> keys) {
    return connection.read(
        () -> {
          Map<ContentKey, Embedding> found = new HashMap<>();
          connection.forEach(
              "SELECT c.key, v.vector::text, v.norm FROM akin.contents c JOIN "
                  + model.table()
                  + " v ON v.content_id = c.id WHERE c.key = ANY (?)",
              row ->
                  found.put(
                      ContentKey.of(row.getBytes(1)),
                      new Embedding(SharedSpace.unit(row.getString(2)), row.getFloat(3))),
              (Object) bytes(keys));
          return found;
        });
  }

  /// Writes the vectors of those contents that the shared library has. Runs inside the caller's
  /// transaction.
  ///
  /// @return number of vectors that were new or have changed
  int put(SharedModel model, Map<ContentKey, Embedding> embeddings) throws SQLException {
    if (embeddings.isEmpty()) {
      return 0;
    }
    Map<String, Embedding> byKey = new HashMap<>();
    embeddings.forEach((key, embedding) -> byKey.put(key.toString(), embedding));
    List<Long> ids = new ArrayList<>();
    List<Embedding> wanted = new ArrayList<>();
    connection.forEach(
        """
        SELECT c.id, encode(c.key, 'hex')
        FROM unnest(?::bytea[], ?::real[]) x (key, norm) JOIN akin.contents c ON c.key = x.key
          LEFT JOIN %s v ON v.content_id = c.id
        WHERE v.content_id IS NULL OR v.norm <> x.norm
        ORDER BY c.id
        """
            .formatted(model.table()),
        row -> {
          ids.add(row.getLong(1));
          wanted.add(Objects.requireNonNull(byKey.get(row.getString(2))));
        },
        bytes(embeddings.keySet()),
        embeddings.values().stream().map(Embedding::norm).toArray(Float[]::new));
    if (!ids.isEmpty()) {
      connection.update(
          """
          INSERT INTO %s AS v (content_id, norm, vector)
          SELECT x.id, x.norm, x.vector::halfvec FROM unnest(?::bigint[], ?::real[], ?::text[]) x (id, norm, vector)
          ON CONFLICT (content_id) DO UPDATE SET norm = excluded.norm, vector = excluded.vector
          """
              .formatted(model.table()),
          ids.stream().mapToLong(Long::longValue).toArray(),
          wanted.stream().map(Embedding::norm).toArray(Float[]::new),
          wanted.stream()
              .map(embedding -> SharedSpace.text(embedding.unit()))
              .toArray(String[]::new));
    }
    return ids.size();
  }

  static byte[][] bytes(Collection<ContentKey> keys) {
    return keys.stream().map(ContentKey::bytes).toArray(byte[][]::new);
  }
}
