package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the models that have embedded something, and their embeddings. Like [CatalogueReader],
/// which provides it, it sees all committed changes and never waits for a writer.
///
/// Thread-safe. Every method throws [AkinException] if the library cannot be read.
public final class VectorReader {
  /// Number of embeddings fetched at a time: a few megabytes. No statement is open while they are
  /// processed.
  private static final int BATCH = 2048;

  private final ReadConnections connections;

  VectorReader(ReadConnections connections) {
    this.connections = connections;
  }

  /// Returns the row ID of a model by its fingerprint; empty if it has never embedded anything in
  /// this library.
  public OptionalLong modelId(String fingerprint) {
    return connections.read(
        session -> session.firstLong("SELECT id FROM models WHERE fingerprint = ?", fingerprint));
  }

  /// Returns the models that have embedded something in this library, oldest first.
  public List<ModelRow> models() {
    return connections.read(
        session ->
            session.list(
                "SELECT id, fingerprint, name, dimension FROM models ORDER BY id",
                row ->
                    new ModelRow(
                        row.getLong(1), row.getString(2), row.getString(3), row.getInt(4))));
  }

  /// Returns whether a model has embedded any content that is in the library.
  public boolean hasEmbeddings(long modelId) {
    return connections.read(
        session ->
            session
                .firstLong(
                    """
                    SELECT 1 FROM embeddings e WHERE model_id = ? AND EXISTS
                      (SELECT 1 FROM photos WHERE lead = e.content_id) LIMIT 1
                    """,
                    modelId)
                .isPresent());
  }

  /// Returns the primary contents of a root's photos that a model has not embedded but that have a
  /// thumbnail, by ID. While the root is unavailable, the thumbnail is the only image of them.
  public List<UnembeddedContent> unembedded(long rootId, long modelId) {
    return connections.read(
        session ->
            session.list(
                """
                -- Two indexes leave the few photos that are not embedded.
                SELECT c.id, c.key
                FROM photos p INDEXED BY photos_by_lead CROSS JOIN contents c ON c.id = p.lead
                WHERE p.lead IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM embeddings e
                    WHERE e.model_id = ?2 AND e.content_id = p.lead)
                  AND EXISTS (SELECT 1 FROM files f JOIN directories d ON d.id = f.directory_id
                    WHERE f.photo_id = p.id AND d.root_id = ?1)
                  AND EXISTS (SELECT 1 FROM thumbnails t WHERE t.content_key = c.key)
                ORDER BY p.lead
                """,
                row ->
                    new UnembeddedContent(
                        new ContentId(row.getLong(1)), ContentKey.of(row.getBytes(2))),
                rootId,
                modelId));
  }

  /// Returns the number of contents that one model has embedded and another has not, and that have
  /// a thumbnail: the work left before the other model can replace the first.
  ///
  /// @param modelId the model that is to replace the other
  /// @param covering the model that has embedded the contents
  public long missingEmbeddings(long modelId, long covering) {
    return connections
        .read(
            session ->
                session.firstLong(
                    """
                    SELECT count(*) FROM embeddings o JOIN contents c ON c.id = o.content_id
                    WHERE o.model_id = ?2
                      AND EXISTS (SELECT 1 FROM photos p WHERE p.lead = c.id)
                      AND NOT EXISTS (SELECT 1 FROM embeddings e
                        WHERE e.model_id = ?1 AND e.content_id = c.id)
                      AND EXISTS (SELECT 1 FROM thumbnails t WHERE t.content_key = c.key)
                    """,
                    modelId,
                    covering))
        .orElse(0);
  }

  /// Returns the mark of the current state. Takes microseconds, unlike reading what may have
  /// changed.
  public ChangeMark changeMark() {
    return connections.read(
        session ->
            new ChangeMark(
                session,
                session.firstLong("PRAGMA library.data_version").orElse(0),
                session.firstLong("PRAGMA vectors.data_version").orElse(0)));
  }

  /// Returns the contents embedded by a model that have no file any more or are not primary, sorted
  /// by ID. The vector index excludes them.
  public long[] hidden(long modelId) {
    return connections.read(
        session ->
            session.longs(
                """
                SELECT content_id FROM embeddings e
                WHERE model_id = ? AND content_id IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM photos WHERE lead = e.content_id)
                ORDER BY content_id
                """,
                modelId));
  }

  /// Returns the contents embedded by a model, sorted by ID.
  public long[] embedded(long modelId) {
    return connections.read(
        session ->
            session.longs(
                """
                SELECT content_id FROM embeddings
                WHERE model_id = ? AND content_id IS NOT NULL ORDER BY content_id
                """,
                modelId));
  }

  /// Returns the identifier of the current meaning of content IDs, model IDs and sequences. It
  /// changes when a database is deleted, replaced or restored; data derived under another epoch
  /// must be derived again. Empty if nothing has been embedded yet.
  public Optional<String> epoch() {
    return connections.read(
        session -> session.first("SELECT epoch FROM vectors_lineage", row -> row.getString(1)));
  }

  /// Streams a model's embeddings in the order they were written, in constant memory. A content
  /// that was embedded again is passed again with a later sequence, which replaces the earlier one.
  /// The consumer may be slow and may use this reader.
  ///
  /// @param sequence the last sequence already known, 0 for all
  /// @param limit maximum number of embeddings, at least 1
  /// @return whether there may be more
  public boolean embeddingsAfter(
      long modelId, long sequence, int limit, EmbeddingConsumer consumer) {
    record Entry(long sequence, long contentId, Embedding embedding) {}
    long after = sequence;
    int left = limit;
    while (left > 0) {
      long from = after;
      int most = Math.min(left, BATCH);
      List<Entry> batch =
          connections.read(
              session ->
                  session.list(
                      """
                      SELECT sequence, content_id, vector, norm FROM embeddings
                      WHERE sequence > ? AND +model_id = ? AND content_id IS NOT NULL
                      ORDER BY sequence LIMIT ?
                      """,
                      row -> new Entry(row.getLong(1), row.getLong(2), embedding(row, 3)),
                      from,
                      modelId,
                      most));
      for (Entry entry : batch) {
        consumer.accept(entry.sequence(), entry.contentId(), entry.embedding().unit());
        after = entry.sequence();
      }
      if (batch.size() < most) {
        return false;
      }
      left -= most;
    }
    return true;
  }

  /// Returns the last sequence that was written, 0 if none.
  public long lastSequence() {
    return connections.read(
        session -> session.firstLong("SELECT MAX(sequence) FROM embeddings").orElse(0));
  }

  /// Returns the first embeddings of a model after a sequence, in the order they were written.
  public List<KeyedEmbedding> keyedAfter(long modelId, long sequence, int limit) {
    return connections.read(
        session ->
            session.list(
                """
                SELECT sequence, content_key, vector, norm FROM embeddings
                WHERE model_id = ? AND sequence > ? ORDER BY sequence LIMIT ?
                """,
                row ->
                    new KeyedEmbedding(
                        row.getLong(1), ContentKey.of(row.getBytes(2)), embedding(row, 3)),
                modelId,
                sequence,
                limit));
  }

  /// Returns a model's embedding of a content.
  public Optional<Embedding> embedding(ContentId content, long modelId) {
    return connections.read(
        session ->
            session.first(
                "SELECT vector, norm FROM embeddings WHERE model_id = ? AND content_id = ?",
                row -> embedding(row, 1),
                modelId,
                content.value()));
  }

  /// Returns a model's embeddings of the given contents. Contents without an embedding are omitted.
  public Map<ContentId, Embedding> embeddings(Collection<ContentId> contents, long modelId) {
    return connections.read(
        session -> {
          Map<ContentId, Embedding> found = new HashMap<>();
          session.list(
              """
              SELECT e.content_id, e.vector, e.norm
              FROM json_each(?2) j CROSS JOIN embeddings e
                ON e.model_id = ?1 AND e.content_id = j.value
              """,
              row -> found.put(new ContentId(row.getLong(1)), embedding(row, 2)),
              modelId,
              Columns.jsonArray(contents.stream().mapToLong(ContentId::value)));
          return found;
        });
  }

  private static Embedding embedding(ResultSet row, int column) throws SQLException {
    return new Embedding(HalfFloats.decode(row.getBytes(column)), row.getFloat(column + 1));
  }
}
