package app.akin.core.benchmark;

/// The stages of a benchmark in order.
public enum BenchmarkStage {
  /// Measures the image tower in every precision.
  EMBEDDING,
  /// Decodes synthetic photos.
  DECODING,
  /// Indexes synthetic photos into a temporary library.
  INDEXING,
  /// Searches the library and synthetic vectors.
  SEARCHING
}
