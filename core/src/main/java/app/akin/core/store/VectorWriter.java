package app.akin.core.store;

import app.akin.core.photo.ContentId;
import app.akin.core.photo.ContentKey;
import app.akin.core.photo.Embedding;
import app.akin.core.photo.Precision;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes models and embeddings. Part of a [CatalogueWriter], with its transaction, exceptions and
/// thread safety.
public final class VectorWriter {
  private static final Logger log = LoggerFactory.getLogger(VectorWriter.class);

  private final WriteTransaction transaction;
  private final Session vectors;

  VectorWriter(WriteTransaction transaction, Session vectors) {
    this.transaction = transaction;
    this.vectors = vectors;
  }

  /// Returns the row ID of a model, adding or renaming it as needed.
  ///
  /// @param fingerprint hash of everything that determines the model's vectors
  /// @param dimension number of components of its vectors
  public long putModel(String fingerprint, String name, int dimension) {
    return transaction.inVectors(
        () ->
            vectors
                .firstLong(
                    """
                    INSERT INTO models (fingerprint, name, dimension) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET name = excluded.name RETURNING id
                    """,
                    fingerprint,
                    name,
                    dimension)
                .orElseThrow());
  }

  /// Deletes a model and all its embeddings, commits this together with all pending changes, and
  /// releases the disk space.
  ///
  /// @return the number of bytes by which the vector database has shrunk
  public long removeModel(long modelId) {
    transaction.changeVectors(
        () -> {
          vectors.update("DELETE FROM embeddings WHERE model_id = ?", modelId);
          vectors.update("DELETE FROM models WHERE id = ?", modelId);
        });
    transaction.commit();
    return transaction.rollbackOnFailure(this::vacuum);
  }

  private long vacuum() {
    try {
      long before = bytes();
      vectors.execute("VACUUM");
      return before - bytes();
    } catch (SQLException e) {
      // VACUUM needs temporary disk space, which may be missing. The freed pages are reused anyway.
      log.info("cannot release the disk space of a removed model", e);
      return 0;
    }
  }

  private long bytes() throws SQLException {
    return vectors.firstLong("PRAGMA page_count").orElse(0)
        * vectors.firstLong("PRAGMA page_size").orElse(0);
  }

  /// Stores a model's embedding of a content, replacing an earlier one.
  public void putEmbedding(
      ContentId content,
      ContentKey key,
      long modelId,
      Precision precision,
      EmbeddingSource source,
      Embedding embedding) {
    transaction.changeVectors(
        () ->
            vectors.update(
                """
                INSERT OR REPLACE INTO embeddings
                  (content_id, content_key, model_id, precision, source, norm, vector)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                content.value(),
                key.bytes(),
                modelId,
                precision.word(),
                source.word(),
                (double) embedding.norm(),
                HalfFloats.encode(embedding.unit())));
  }

  /// Copies a model's embedding of a sibling to a content that has none.
  ///
  /// @param key the content's key
  /// @param sibling the sibling's key
  public void copyEmbedding(ContentId content, ContentKey key, ContentKey sibling, long modelId) {
    transaction.changeVectors(
        () ->
            vectors.update(
                """
                INSERT OR IGNORE INTO embeddings
                  (content_id, content_key, model_id, precision, source, norm, vector)
                SELECT ?, ?, model_id, precision, source, norm, vector
                FROM embeddings WHERE content_key = ? AND model_id = ?
                """,
                content.value(),
                key.bytes(),
                sibling.bytes(),
                modelId));
  }

  /// Marks the embeddings that other models computed from earlier pixels of a content, as if from
  /// its thumbnail: they are used until those models embed it again.
  public void markOtherEmbeddings(ContentKey key, long modelId) {
    transaction.changeVectors(
        () ->
            vectors.update(
                "UPDATE embeddings SET source = 'thumbnail' WHERE content_key = ? AND model_id <>"
                    + " ?",
                key.bytes(),
                modelId));
  }

  /// Links embeddings whose content row was lost to the new row, under a new sequence, so that
  /// readers that continue from a sequence receive them.
  void relink(ContentKey key, long contentId) {
    byte[] bytes = key.bytes();
    boolean lost =
        transaction.rollbackOnFailure(
            () ->
                vectors
                    .firstLong("SELECT 1 FROM embeddings WHERE content_key = ?", bytes)
                    .isPresent());
    if (lost) {
      transaction.changeVectors(
          () ->
              vectors.update(
                  """
                  INSERT OR REPLACE INTO embeddings
                    (content_id, content_key, model_id, precision, source, norm, vector)
                  SELECT ?, content_key, model_id, precision, source, norm, vector
                  FROM embeddings WHERE content_key = ?
                  """,
                  contentId,
                  bytes));
    }
  }
}
