package app.akin.core.search;

/// A photo with its place in the order of results.
///
/// @param candidate the photo and its similarities
/// @param band its relevance band
record RankedMatch(Candidate candidate, RelevanceBand band) {}
