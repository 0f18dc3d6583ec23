package app.akin.core.search;

/// How strongly a photo answers a query, in words: a judgement against how all the library's photos
/// answer the same query. Scores themselves say little, because what is near and what is far
/// differs from model to model and from query to query.
public enum RelevanceBand {
  /// It stands out from the library so clearly that it is no accident.
  STRONG,
  /// It may well be meant.
  POSSIBLE,
  /// So near come photos that have nothing to do with the query.
  WEAK
}
