package app.akin.core.benchmark;

/// What a bench is busy with, in its order.
public enum BenchStage {
  /// Running the image tower in every precision.
  EMBEDDING,
  /// Decoding made photos.
  DECODING,
  /// Taking made photos into a library of its own.
  INDEXING,
  /// Searching the library and made vectors.
  SEARCHING,
  /// Building a graph over made vectors.
  GRAPHING
}
