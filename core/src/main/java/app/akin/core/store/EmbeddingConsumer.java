package app.akin.core.store;

/// Receives a stream of embeddings.
@FunctionalInterface
public interface EmbeddingConsumer {
  /// Receives one embedding.
  ///
  /// @param sequence its position in write order, positive
  /// @param contentId the embedded content
  /// @param unit the vector, of length 1 or all zeros; owned by the consumer
  void accept(long sequence, long contentId, float[] unit);
}
