package app.akin.core.search;

/// How well a photo matches a query, relative to all photos of the library and to what is known of
/// the model, see [BandClassifier]. Scores are not comparable between models or queries.
public enum RelevanceBand {
  /// Clearly stands out from the library.
  STRONG,
  /// May match.
  POSSIBLE,
  /// Scores like photos that do not match the query.
  WEAK
}
