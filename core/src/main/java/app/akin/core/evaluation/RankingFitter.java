package app.akin.core.evaluation;

import app.akin.core.embed.RankingSettings;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.evaluation.data.Measure;
import app.akin.core.evaluation.data.Protocol;
import app.akin.core.evaluation.metric.Difference;
import app.akin.core.evaluation.metric.Measurement;
import app.akin.core.evaluation.metric.Measures;
import app.akin.core.evaluation.metric.Ranking;
import app.akin.core.evaluation.metric.Rankings;
import app.akin.core.search.MeasuredSearch;
import app.akin.core.search.RelevanceBand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;

/// Fits the factors of a model and the floors of its bands on the tuning half of a label set, and
/// measures them on the test half.
final class RankingFitter {
  private static final double[] TEXT_FACTORS = {1, 1.25, 1.5, 1.75, 2};
  private static final double[] PRODUCT_FACTORS = {0, 0.5, 1, 1.5, 2, 3};
  private static final double[] EXCLUDED_FACTORS = {1, 0.75, 0.5, 0.25};

  /// The factors that are compared with the present ranking.
  private static final double[] TRIED_TEXT_FACTORS = {1, 1.5, 2};

  private static final double[] TRIED_PRODUCT_FACTORS = {0, 1, 2};
  private static final double[] TRIED_EXCLUDED_FACTORS = {0.5, 1};

  /// What strong and possible results have to reach on the tuning half.
  private static final double STRONG_PRECISION = 0.84;

  private static final double POSSIBLE_PRECISION = 0.40;

  private static final int DEPTH = 10;

  private static final Protocol PROTOCOL =
      Protocol.overQueries(Measure.Kind.AVERAGE_PRECISION, DEPTH)
          .and(Measure.Kind.CAPPED_RECALL, DEPTH)
          .and(Measure.Kind.PRECISION, 1);

  private final LabelSet labels;
  private final RankingSettings present;
  private final HalfSearch search;
  private final LabelHalf tuning;
  private final LabelHalf test;
  private final DoublePredicate progress;
  private int done;

  /// @param present the settings of the model
  /// @param progress receives the completed fraction from 0 to 1 and returns whether to continue
  RankingFitter(
      LabelSet labels, Answerer answerer, RankingSettings present, DoublePredicate progress) {
    this.labels = labels;
    this.present = present;
    this.progress = progress;
    search = new HalfSearch(answerer);
    tuning = LabelHalf.of(labels, answerer, false);
    test = LabelHalf.of(labels, answerer, true);
  }

  /// Returns the fit, or empty if stopped.
  Optional<RankingFit> fit() {
    RankingSettings best = RankingSettings.SUM;
    double highest = Double.NEGATIVE_INFINITY;
    for (double textFactor : TEXT_FACTORS) {
      for (double productFactor : PRODUCT_FACTORS) {
        if (!proceeds()) {
          return Optional.empty();
        }
        RankingSettings tried = HalfSearch.factors(textFactor, 1, productFactor);
        double value = value(measured(tuning, tuning.composed(), tried));
        if (value > highest) {
          highest = value;
          best = tried;
        }
      }
    }
    double excludedFactor = 1;
    highest = Double.NEGATIVE_INFINITY;
    for (double factor : EXCLUDED_FACTORS) {
      if (!proceeds()) {
        return Optional.empty();
      }
      RankingSettings tried = HalfSearch.factors(best.textFactor(), factor, best.productFactor());
      double value = value(measured(tuning, tuning.excluding(), tried));
      if (value > highest) {
        highest = value;
        excludedFactor = factor;
      }
    }
    RankingSettings fitted =
        HalfSearch.factors(best.textFactor(), excludedFactor, best.productFactor());
    Optional<List<RankingFit.Trial>> trials = trials(excludedFactor);
    if (trials.isEmpty()) {
      return Optional.empty();
    }
    BandFitter bands = new BandFitter(labels, search);
    RankingFit.Band strong = bands.fit(tuning, test, RelevanceBand.STRONG, STRONG_PRECISION);
    RankingFit.Band possible = bands.fit(tuning, test, RelevanceBand.POSSIBLE, POSSIBLE_PRECISION);
    boolean composedCapped =
        tuning.composed().isEmpty()
            ? present.composedCapped()
            : !bands.isComposedStrong(tuning, fitted);
    return Optional.of(
        new RankingFit(
            fitted.textFactor(),
            fitted.excludedFactor(),
            fitted.productFactor(),
            strong,
            possible,
            composedCapped,
            compared(test.composed(), RankingSettings.SUM, fitted),
            compared(test.excluding(), RankingSettings.SUM, fitted),
            trials.get(),
            tuning.queries().size(),
            test.queries().size(),
            new RankingText(present).json(fitted, strong, possible, composedCapped)));
  }

  private boolean proceeds() {
    int steps =
        TEXT_FACTORS.length * PRODUCT_FACTORS.length
            + EXCLUDED_FACTORS.length
            + TRIED_TEXT_FACTORS.length * TRIED_PRODUCT_FACTORS.length
            + TRIED_EXCLUDED_FACTORS.length;
    return progress.test((double) done++ / steps);
  }

  /// Returns the tried factors: for queries of images and text with the fitted weight of excluded
  /// text, and for queries with excluded text with the present other factors.
  private Optional<List<RankingFit.Trial>> trials(double excludedFactor) {
    List<RankingFit.Trial> trials = new ArrayList<>();
    for (double textFactor : TRIED_TEXT_FACTORS) {
      for (double productFactor : TRIED_PRODUCT_FACTORS) {
        if (!proceeds()) {
          return Optional.empty();
        }
        trial(
            test.composed(), HalfSearch.factors(textFactor, excludedFactor, productFactor), trials);
      }
    }
    for (double factor : TRIED_EXCLUDED_FACTORS) {
      if (!proceeds()) {
        return Optional.empty();
      }
      trial(
          test.excluding(),
          HalfSearch.factors(present.textFactor(), factor, present.productFactor()),
          trials);
    }
    return Optional.of(trials);
  }

  private void trial(
      List<LabelledQuery> queries, RankingSettings tried, List<RankingFit.Trial> trials) {
    if (queries.isEmpty()) {
      return;
    }
    long opposed =
        queries.stream()
            .flatMap(query -> search.ranked(test, query, tried, 1).stream().limit(1))
            .filter(photo -> photo.textCosine() < 0)
            .count();
    trials.add(
        new RankingFit.Trial(
            tried.textFactor(),
            tried.excludedFactor(),
            tried.productFactor(),
            (double) opposed / queries.size(),
            compared(queries, present, tried)));
  }

  private Measurement measured(
      LabelHalf half, List<LabelledQuery> queries, RankingSettings settings) {
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    for (LabelledQuery query : queries) {
      List<MeasuredSearch.Ranked> ranked = search.ranked(half, query, settings, DEPTH);
      rankings.put(
          query.id(),
          new Ranking(
              ranked.stream()
                  .flatMap(photo -> search.ids(query, photo).stream())
                  .distinct()
                  .toList()));
    }
    return Measures.of(labels.with(PROTOCOL, queries), new Rankings(rankings));
  }

  private static double value(Measurement measurement) {
    return measurement.table().isEmpty() ? 0 : measurement.table().getFirst().value();
  }

  private List<Difference> compared(
      List<LabelledQuery> queries, RankingSettings first, RankingSettings second) {
    return queries.isEmpty()
        ? List.of()
        : Measures.compare(measured(test, queries, first), measured(test, queries, second));
  }
}
