package app.akin.core.search;

import java.util.List;
import java.util.Optional;

/// The answer of a shared library to a search.
///
/// @param model name of the model that answered, which may not be that of this library's own
///   answer; empty if none was needed
/// @param results the photos that this library does not have, in the requested order
/// @param exact whether every photo that the filter allows was compared, so that none can be
///   missing
/// @param indexedShare which share of the shared photos has a vector of the model, 0 to 1
/// @param unknownTerms texts of the query that the model does not know; they were ignored
public record SharedAnswer(
    Optional<String> model,
    List<SharedResult> results,
    boolean exact,
    double indexedShare,
    List<String> unknownTerms) {
  /// Copies the lists.
  public SharedAnswer {
    results = List.copyOf(results);
    unknownTerms = List.copyOf(unknownTerms);
  }
}
