package app.akin.core.store;

/// Takes embeddings as they stream by.
@FunctionalInterface
public interface EmbeddingConsumer {
  /// Takes one embedding.
  ///
  /// @param sequence its place in the order of writing, positive
  /// @param contentId the content it belongs to
  /// @param unit its direction, of length 1 or all zeros; the consumer's to keep
  void accept(long sequence, long contentId, float[] unit);
}
