package app.akin.core.evaluation;

import app.akin.core.embed.RankingSettings;
import app.akin.core.embed.RankingSettings.Floor;
import app.akin.core.evaluation.data.Judgements;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.evaluation.data.Measure;
import app.akin.core.evaluation.data.Protocol;
import app.akin.core.evaluation.metric.Difference;
import app.akin.core.evaluation.metric.MeasureRow;
import app.akin.core.evaluation.metric.Measurement;
import app.akin.core.evaluation.metric.Measures;
import app.akin.core.evaluation.metric.Ranking;
import app.akin.core.evaluation.metric.Rankings;
import app.akin.core.search.MeasuredSearch;
import app.akin.core.search.QueryFeatures;
import app.akin.core.search.RelevanceBand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/// Fits the factors of a model and the floors of its bands. Photos are divided into a tuning half
/// and a test half by their ids. Queries search the photos of one half only; a query with images
/// belongs to the half of its first image.
final class RankingFitter {
  private static final double[] TEXT_FACTORS = {1, 1.25, 1.5, 1.75, 2};
  private static final double[] PRODUCT_FACTORS = {0, 0.5, 1, 1.5, 2, 3};
  private static final double[] EXCLUDED_FACTORS = {1, 0.75, 0.5, 0.25};

  /// What strong and possible results have to reach on the tuning half, and the share of queries to
  /// which nothing fits that must have no strong result.
  private static final double STRONG_PRECISION = 0.84;

  private static final double POSSIBLE_PRECISION = 0.40;
  private static final double EMPTY_SHARE = 0.9;

  private static final int DEPTH = 10;
  private static final int BAND_DEPTH = 500;

  private static final Protocol PROTOCOL =
      new Protocol(
          List.of(
              new Measure(Measure.Kind.AVERAGE_PRECISION, DEPTH),
              new Measure(Measure.Kind.CAPPED_RECALL, DEPTH),
              new Measure(Measure.Kind.PRECISION, 1)),
          Protocol.Averaging.QUERIES);

  private static final Protocol BANDS =
      new Protocol(
          List.of(new Measure(Measure.Kind.PRECISION, Measure.WHOLE)), Protocol.Averaging.QUERIES);

  private final LabelSet labels;
  private final Answerer answerer;
  private final RankingSettings present;
  private final Map<String, Optional<QueryFeatures>> features = new HashMap<>();

  /// @param present the settings of the model, whose z-scores stay
  RankingFitter(LabelSet labels, Answerer answerer, RankingSettings present) {
    this.labels = labels;
    this.answerer = answerer;
    this.present = present;
  }

  /// A half of the photos and the queries over them.
  ///
  /// @param contents the photos
  /// @param queries the queries, with their right photos of this half
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Half(long[] contents, List<LabelledQuery> queries) {
    List<LabelledQuery> composed() {
      return select(
          query ->
              !query.parts().images().isEmpty()
                  && !query.parts().words().isEmpty()
                  && !query.judgements().right().isEmpty());
    }

    List<LabelledQuery> excluding() {
      return select(
          query -> !query.parts().excluded().isEmpty() && !query.judgements().right().isEmpty());
    }

    List<LabelledQuery> texts() {
      return select(
          query -> query.parts().images().isEmpty() && query.parts().excluded().isEmpty());
    }

    private List<LabelledQuery> select(Predicate<LabelledQuery> condition) {
      return queries.stream().filter(condition).toList();
    }
  }

  /// Returns the fit, or empty if stopped.
  Optional<RankingFit> fit(DoublePredicate progress) {
    Half tuning = half(false);
    Half test = half(true);
    int steps = TEXT_FACTORS.length * PRODUCT_FACTORS.length + EXCLUDED_FACTORS.length;
    int done = 0;
    RankingSettings best = RankingSettings.SUM;
    double highest = Double.NEGATIVE_INFINITY;
    for (double textFactor : TEXT_FACTORS) {
      for (double productFactor : PRODUCT_FACTORS) {
        if (!progress.test((double) done++ / steps)) {
          return Optional.empty();
        }
        RankingSettings tried = factors(textFactor, 1, productFactor);
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
      if (!progress.test((double) done++ / steps)) {
        return Optional.empty();
      }
      double value =
          value(
              measured(
                  tuning,
                  tuning.excluding(),
                  factors(best.textFactor(), factor, best.productFactor())));
      if (value > highest) {
        highest = value;
        excludedFactor = factor;
      }
    }
    RankingSettings fitted = factors(best.textFactor(), excludedFactor, best.productFactor());
    OptionalDouble strong =
        FloorFit.smallest(answers(tuning, RelevanceBand.STRONG), STRONG_PRECISION, EMPTY_SHARE);
    OptionalDouble possible =
        FloorFit.smallest(answers(tuning, RelevanceBand.POSSIBLE), POSSIBLE_PRECISION, 0);
    return Optional.of(
        new RankingFit(
            fitted.textFactor(),
            fitted.excludedFactor(),
            fitted.productFactor(),
            strong,
            possible,
            compared(test, test.composed(), fitted),
            compared(test, test.excluding(), fitted),
            strong.isPresent() ? precision(test, strong.getAsDouble()) : Optional.empty(),
            tuning.queries().size(),
            test.queries().size(),
            json(fitted, strong, possible)));
  }

  private Half half(boolean test) {
    List<LabelledQuery> queries = new ArrayList<>();
    for (LabelledQuery query : labels.queries()) {
      boolean images = !query.parts().images().isEmpty();
      if (images && isTest(imageId(query)) != test) {
        continue;
      }
      Judgements all = query.judgements();
      List<String> right = all.right().stream().filter(id -> isTest(id) == test).toList();
      if (all.right().isEmpty() || !right.isEmpty()) {
        queries.add(
            new LabelledQuery(
                query.id(),
                query.category(),
                query.cluster(),
                query.parts(),
                Set.of(),
                Set.of(),
                new Judgements(right, all.hardNegatives(), all.leftOut())));
      }
    }
    return new Half(answerer.contents(id -> isTest(id) == test), queries);
  }

  private static String imageId(LabelledQuery query) {
    return String.valueOf(query.parts().images().getFirst().file().getFileName());
  }

  /// Returns whether a photo is of the test half: by the hash of its file name, so that a photo
  /// that is a query image and one that is searched are in the same half.
  private static boolean isTest(String id) {
    String name = id.substring(id.lastIndexOf('/') + 1);
    int hash = name.hashCode() * 0x9E3779B9;
    return hash < 0;
  }

  /// Returns settings without floors.
  private static RankingSettings factors(
      double textFactor, double excludedFactor, double productFactor) {
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

  private List<MeasuredSearch.Ranked> ranked(
      Half half, LabelledQuery query, RankingSettings settings, int depth) {
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

  private Measurement measured(Half half, List<LabelledQuery> queries, RankingSettings settings) {
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    for (LabelledQuery query : queries) {
      rankings.put(
          query.id(),
          new Ranking(
              ranked(half, query, settings, DEPTH).stream()
                  .flatMap(photo -> answerer.ids(query, photo).stream())
                  .distinct()
                  .toList()));
    }
    return Measures.of(labels(queries, PROTOCOL), new Rankings(rankings));
  }

  private LabelSet labels(List<LabelledQuery> queries, Protocol protocol) {
    return new LabelSet(
        labels.benchmark(),
        labels.name(),
        protocol,
        labels.gallery(),
        queries,
        List.of(),
        List.of());
  }

  private static double value(Measurement measurement) {
    return measurement.table().isEmpty() ? 0 : measurement.table().getFirst().value();
  }

  private List<Difference> compared(
      Half half, List<LabelledQuery> queries, RankingSettings fitted) {
    return queries.isEmpty()
        ? List.of()
        : Measures.compare(
            measured(half, queries, RankingSettings.SUM), measured(half, queries, fitted));
  }

  /// Returns the results of the text queries of a half that have at least a band without floors.
  private List<FloorFit.Answer> answers(Half half, RelevanceBand band) {
    List<FloorFit.Answer> answers = new ArrayList<>();
    for (LabelledQuery query : half.texts()) {
      Set<String> right = new HashSet<>(query.judgements().right());
      answers.add(
          new FloorFit.Answer(
              hits(half, query, band).stream()
                  .map(
                      photo ->
                          new FloorFit.Hit(
                              photo.textCosine(),
                              answerer.ids(query, photo).stream().anyMatch(right::contains)))
                  .toList(),
              right.isEmpty()));
    }
    return answers;
  }

  private List<MeasuredSearch.Ranked> hits(Half half, LabelledQuery query, RelevanceBand band) {
    Set<String> leftOut = query.judgements().leftOut();
    return ranked(half, query, factors(1, 1, 0), BAND_DEPTH).stream()
        .filter(photo -> photo.band().compareTo(band) <= 0)
        .filter(photo -> answerer.ids(query, photo).stream().noneMatch(leftOut::contains))
        .toList();
  }

  private Optional<RankingFit.Precision> precision(Half half, double floor) {
    List<LabelledQuery> answered = new ArrayList<>();
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    for (LabelledQuery query : half.texts()) {
      List<String> strong =
          hits(half, query, RelevanceBand.STRONG).stream()
              .filter(photo -> photo.textCosine() >= floor)
              .flatMap(photo -> answerer.ids(query, photo).stream())
              .distinct()
              .toList();
      if (!strong.isEmpty() && !query.judgements().right().isEmpty()) {
        answered.add(query);
        rankings.put(query.id(), new Ranking(strong));
      }
    }
    return Measures.of(labels(answered, BANDS), new Rankings(rankings)).table().stream()
        .findFirst()
        .map(RankingFitter::precision);
  }

  private static RankingFit.Precision precision(MeasureRow row) {
    return new RankingFit.Precision(row.value(), row.interval(), row.queries());
  }

  /// Returns the settings as the text of a file. Z-scores are those of the present settings.
  private String json(RankingSettings fitted, OptionalDouble strong, OptionalDouble possible) {
    List<String> members = new ArrayList<>();
    members.add("\"words\": " + number(fitted.textFactor()));
    members.add("\"minus\": " + number(fitted.excludedFactor()));
    members.add("\"product\": " + number(fitted.productFactor()));
    floor(members, "strong", strong, present.strong());
    floor(members, "possible", possible, present.possible());
    if (Double.isFinite(present.imageZ())) {
      members.add("\"picture_widths\": " + number(present.imageZ()));
    }
    if (strong.isPresent()) {
      members.add("\"composed\": \"possible\"");
    }
    if (present.expansion() > 0) {
      members.add("\"expansion\": " + present.expansion());
    }
    return "{" + String.join(", ", members) + "}";
  }

  private static void floor(
      List<String> members, String key, OptionalDouble cosine, Floor present) {
    if (cosine.isPresent()) {
      // Rounded up, so that the rounded floor admits no more than the exact one.
      members.add("\"" + key + "\": " + number(Math.ceil(1000 * cosine.getAsDouble()) / 1000));
      DoubleStream.of(present.z())
          .filter(Double::isFinite)
          .forEach(z -> members.add("\"" + key + "_widths\": " + number(z)));
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
