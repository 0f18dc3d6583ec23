package app.akin.core.search;

/// How well a photo matches a query: if it was ranked, relative to all photos of the library and to
/// what is known of the model, see [BandClassifier]. Scores are not comparable between models or
/// queries.
public enum RelevanceBand {
  /// Clearly stands out from the library.
  STRONG,
  /// May match.
  POSSIBLE,
  /// Scores like photos that do not match the query.
  WEAK,
  /// Has all facts that were asked for; nothing else was.
  MATCH,
  /// Has all facts that were asked for, but was not compared with the excluded text, because it is
  /// not embedded yet.
  NOT_COMPARED,
  /// Lacks the data for a fact that was asked for, and has the others.
  UNKNOWN;

  /// Returns whether it says how well a photo matches a query that ranks.
  public boolean isRanked() {
    return switch (this) {
      case STRONG, POSSIBLE, WEAK -> true;
      case MATCH, NOT_COMPARED, UNKNOWN -> false;
    };
  }
}
