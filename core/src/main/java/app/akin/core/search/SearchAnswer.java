package app.akin.core.search;

import java.util.List;

/// The answer to a search.
///
/// @param model name of the model that answered
/// @param results the results, in the requested order
/// @param unknownTerms texts of the query that the model does not know; they were ignored
/// @param canUseKind whether the model can search for the kind of thing that query images show, see
///   [SearchRequest#useKind]
public record SearchAnswer(
    String model, List<SearchResult> results, List<String> unknownTerms, boolean canUseKind) {}
