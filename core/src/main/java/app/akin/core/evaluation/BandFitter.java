package app.akin.core.evaluation;

import app.akin.core.embed.RankingSettings;
import app.akin.core.evaluation.FloorFit.Answer;
import app.akin.core.evaluation.FloorFit.Hit;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.evaluation.data.Measure;
import app.akin.core.evaluation.data.Protocol;
import app.akin.core.evaluation.metric.MeasureRow;
import app.akin.core.evaluation.metric.Measures;
import app.akin.core.evaluation.metric.Ranking;
import app.akin.core.evaluation.metric.Rankings;
import app.akin.core.search.MeasuredSearch;
import app.akin.core.search.RelevanceBand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Fits the floors of the relevance bands of text queries on one half and measures their precision
/// on the other.
final class BandFitter {
  /// The share of queries to which nothing fits that must have no strong result.
  private static final double EMPTY_SHARE = 0.9;

  /// What strong results of images and text must reach on the tuning half.
  private static final double COMPOSED_PRECISION = 0.8;

  private static final double COMPOSED_RECALL = 0.1;

  private static final int DEPTH = 500;

  private static final Protocol PROTOCOL =
      Protocol.overQueries(Measure.Kind.PRECISION, Measure.WHOLE);

  private final LabelSet labels;
  private final HalfSearch search;

  BandFitter(LabelSet labels, HalfSearch search) {
    this.labels = labels;
    this.search = search;
  }

  /// Returns the floor of a band.
  ///
  /// @param precision what the results of the band must reach on the tuning half
  RankingFit.Band fit(LabelHalf tuning, LabelHalf test, RelevanceBand band, double precision) {
    double emptyShare = band == RelevanceBand.STRONG ? EMPTY_SHARE : 0;
    FloorFit.Fitted fitted =
        FloorFit.fit(answers(tuning, tuning.texts(), plain(), band), precision, emptyShare);
    return new RankingFit.Band(
        fitted.cosine(),
        fitted.z(),
        fitted.cosine().isEmpty() && fitted.z().isEmpty()
            ? Optional.empty()
            : precision(test, band, fitted));
  }

  /// Returns whether the null distribution alone makes strong results of images and text precise
  /// and frequent enough on the tuning half. Otherwise they are at most possible.
  boolean isComposedStrong(LabelHalf tuning, RankingSettings settings) {
    List<LabelledQuery> queries = tuning.composed();
    List<Answer> answers = answers(tuning, queries, settings, RelevanceBand.STRONG);
    double recall = 0;
    for (int i = 0; i < queries.size(); i++) {
      recall +=
          (double) answers.get(i).hits().stream().filter(Hit::right).count()
              / queries.get(i).judgements().right().size();
    }
    return FloorFit.isPrecise(answers, _ -> true, COMPOSED_PRECISION, 0)
        && recall >= COMPOSED_RECALL * queries.size();
  }

  private static RankingSettings plain() {
    return HalfSearch.factors(1, 1, 0);
  }

  /// Returns the results of queries that have at least a band without floors.
  private List<Answer> answers(
      LabelHalf half, List<LabelledQuery> queries, RankingSettings settings, RelevanceBand band) {
    List<Answer> answers = new ArrayList<>();
    for (LabelledQuery query : queries) {
      Set<String> right = new HashSet<>(query.judgements().right());
      answers.add(
          new Answer(
              hits(half, query, settings, band).stream()
                  .map(
                      photo ->
                          new Hit(
                              photo.textCosine(),
                              photo.textZ(),
                              search.ids(query, photo).stream().anyMatch(right::contains)))
                  .toList(),
              right.isEmpty()));
    }
    return answers;
  }

  private List<MeasuredSearch.Ranked> hits(
      LabelHalf half, LabelledQuery query, RankingSettings settings, RelevanceBand band) {
    Set<String> leftOut = query.judgements().leftOut();
    return search.ranked(half, query, settings, DEPTH).stream()
        .filter(photo -> photo.band().compareTo(band) <= 0)
        .filter(photo -> search.ids(query, photo).stream().noneMatch(leftOut::contains))
        .toList();
  }

  private Optional<RankingFit.Precision> precision(
      LabelHalf half, RelevanceBand band, FloorFit.Fitted floor) {
    List<LabelledQuery> answered = new ArrayList<>();
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    for (LabelledQuery query : half.texts()) {
      List<String> admitted =
          hits(half, query, plain(), band).stream()
              .filter(photo -> floor.admits(photo.textCosine(), photo.textZ()))
              .flatMap(photo -> search.ids(query, photo).stream())
              .distinct()
              .toList();
      if (!admitted.isEmpty() && !query.judgements().right().isEmpty()) {
        answered.add(query);
        rankings.put(query.id(), new Ranking(admitted));
      }
    }
    return Measures.of(labels.with(PROTOCOL, answered), new Rankings(rankings)).table().stream()
        .findFirst()
        .map(BandFitter::precision);
  }

  private static RankingFit.Precision precision(MeasureRow row) {
    return new RankingFit.Precision(row.value(), row.interval(), row.queries());
  }
}
