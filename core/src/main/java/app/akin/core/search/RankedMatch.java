package app.akin.core.search;

import app.akin.core.embed.RankingSettings;

/// A photo with its place in the order of results.
///
/// @param candidate the photo and its similarities
/// @param band its relevance band
record RankedMatch(Candidate candidate, RelevanceBand band) {
  /// Returns it with the exact cosines of the stored vector, from which those of the index differ a
  /// little.
  ///
  /// @param settings the settings of the model
  RankedMatch compared(Query query, RankingSettings settings, float[] photo) {
    Candidate exact =
        Candidate.of(
            query,
            candidate.id(),
            query.cosine(photo),
            Query.cosines(query.comparedUnits(settings), photo));
    return new RankedMatch(exact, band);
  }
}
