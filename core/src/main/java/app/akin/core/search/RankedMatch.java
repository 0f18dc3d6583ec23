package app.akin.core.search;

import java.util.List;

/// A photo with its place in the order of results.
///
/// @param candidate the photo and its similarities
/// @param band its relevance band
record RankedMatch(Candidate candidate, RelevanceBand band) {
  /// Returns it with the exact cosines of the stored vector, from which those of the index differ a
  /// little.
  RankedMatch compared(Query query, float[] photo) {
    boolean alone = Double.isNaN(candidate.imageCosine()) && Double.isNaN(candidate.textCosine());
    Candidate exact =
        Candidate.of(
            query,
            candidate.id(),
            query.cosine(photo),
            alone ? List.of() : query.partCosines(photo));
    return new RankedMatch(exact, band);
  }
}
