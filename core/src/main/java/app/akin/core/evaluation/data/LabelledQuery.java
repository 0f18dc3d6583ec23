package app.akin.core.evaluation.data;

import java.util.Set;

/// A query with its judgements.
///
/// @param id the id that ranking files use, unique in its set
/// @param category the category, or an empty text
/// @param cluster queries of the same cluster are not independent, such as the captions of a photo;
///   confidence intervals resample clusters
/// @param parts the parts of the query
/// @param candidates the photos among which this query searches, by id; empty for the whole gallery
/// @param subset photos that are also ranked among themselves, by id; empty if there is no subset
/// @param judgements what is known of the photos
public record LabelledQuery(
    String id,
    String category,
    String cluster,
    QueryParts parts,
    Set<String> candidates,
    Set<String> subset,
    Judgements judgements) {
  /// Creates a query.
  public LabelledQuery {
    candidates = Set.copyOf(candidates);
    subset = Set.copyOf(subset);
  }

  /// Creates an independent query over the whole gallery.
  LabelledQuery(String id, String category, QueryParts parts, Judgements judgements) {
    this(id, category, id, parts, Set.of(), Set.of(), judgements);
  }
}
