package app.akin.core.evaluation;

import app.akin.core.embed.RankingSettings;
import app.akin.core.embed.RankingSettings.Floor;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.search.MeasuredSearch;
import app.akin.core.search.QueryFeatures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ranks the photos of a half with many settings. The features of queries are computed once.
final class HalfSearch {
  private final Answerer answerer;
  private final Map<String, Optional<QueryFeatures>> features = new HashMap<>();

  HalfSearch(Answerer answerer) {
    this.answerer = answerer;
  }

  /// Returns settings without floors.
  static RankingSettings factors(double textFactor, double excludedFactor, double productFactor) {
    return new RankingSettings(
        textFactor,
        excludedFactor,
        productFactor,
        Floor.NONE,
        Floor.NONE,
        Double.NEGATIVE_INFINITY,
        false,
        // Other than the plain sum even if all factors are, so that cosines are computed.
        1);
  }

  /// Returns the photos of a half, best first; none if the query can't be answered.
  ///
  /// @param depth number of photos, not counting those that the query leaves out
  List<MeasuredSearch.Ranked> ranked(
      LabelHalf half, LabelledQuery query, RankingSettings settings, int depth) {
    return features
        .computeIfAbsent(query.id(), _ -> answerer.embed(query))
        .map(
            known ->
                answerer.ranked(
                    query,
                    known,
                    settings,
                    depth + query.judgements().leftOut().size(),
                    half.contents()))
        .orElse(List.of());
  }

  /// Returns the ids of a ranked photo.
  List<String> ids(LabelledQuery query, MeasuredSearch.Ranked photo) {
    return answerer.ids(query, photo);
  }
}
