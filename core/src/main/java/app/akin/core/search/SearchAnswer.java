package app.akin.core.search;

import java.util.List;

/// What a search found.
///
/// @param model the name of the model that answered
/// @param hits the photos, in the order asked for
/// @param unknownTerms texts of the query that the model does not know; they were left out
public record SearchAnswer(String model, List<Hit> hits, List<String> unknownTerms) {}
