package app.akin.core.evaluation.metric;

import app.akin.core.evaluation.data.Judgements;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.evaluation.data.Measure;
import app.akin.core.evaluation.data.Protocol;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Measures rankings by the protocol of their label set, and compares two rankings.
public final class Measures {
  private Measures() {}

  /// Measures rankings. Queries without right photos are not measured. Queries without ranking are
  /// not measured either; a warning counts them.
  ///
  /// @throws AkinException if a ranking holds a photo twice
  public static Measurement of(LabelSet labels, Rankings rankings) {
    Protocol protocol = labels.protocol();
    List<QueryScore> scores = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    int measurable = 0;
    for (LabelledQuery query : labels.queries()) {
      if (query.judgements().right().isEmpty()) {
        continue;
      }
      measurable++;
      Ranking ranking = rankings.byQuery().get(query.id());
      if (ranking == null) {
        absent.add(query.id());
      } else {
        scores.add(score(protocol, query, ranking));
      }
    }
    List<Problem> warnings =
        absent.isEmpty()
            ? List.of()
            : List.of(new Problem.RankingQueries(absent.size(), measurable, absent.getFirst()));
    return new Measurement(protocol, scores, table(protocol, scores), warnings);
  }

  /// Compares two measurements by the queries that both contain, measure by measure: the whole set
  /// first, then each category if there are several.
  ///
  /// @throws IllegalArgumentException if their protocols differ
  public static List<Difference> compare(Measurement first, Measurement second) {
    Protocol protocol = first.protocol();
    if (!protocol.equals(second.protocol())) {
      throw new IllegalArgumentException(protocol + " and " + second.protocol());
    }
    Map<String, QueryScore> seconds =
        second.queries().stream().collect(Collectors.toMap(QueryScore::query, Function.identity()));
    List<QueryScore> a =
        first.queries().stream().filter(score -> seconds.containsKey(score.query())).toList();
    List<QueryScore> b = a.stream().map(score -> seconds.get(score.query())).toList();
    if (a.isEmpty()) {
      return List.of();
    }
    List<Difference> differences = new ArrayList<>(differences(protocol, "", a, b));
    for (String category : categories(a)) {
      differences.addAll(differences(protocol, category, of(a, category), of(b, category)));
    }
    return differences;
  }

  private static List<Difference> differences(
      Protocol protocol, String category, List<QueryScore> a, List<QueryScore> b) {
    Bootstrap.Estimates estimates = Bootstrap.paired(protocol, a, b);
    List<Difference> differences = new ArrayList<>();
    for (int m = 0; m < protocol.measures().size(); m++) {
      differences.add(
          new Difference(
              category,
              protocol.measures().get(m),
              Bootstrap.mean(protocol.averaging(), a, m),
              Bootstrap.mean(protocol.averaging(), b, m),
              estimates.intervals().get(m),
              a.size()));
    }
    return differences;
  }

  /// Returns the categories in their order; none if there is only one.
  private static Set<String> categories(List<QueryScore> scores) {
    Set<String> categories =
        scores.stream().map(QueryScore::category).collect(Collectors.toCollection(TreeSet::new));
    return categories.size() > 1 ? categories : Set.of();
  }

  private static List<QueryScore> of(List<QueryScore> scores, String category) {
    return scores.stream().filter(score -> score.category().equals(category)).toList();
  }

  private static QueryScore score(Protocol protocol, LabelledQuery query, Ranking ranking) {
    Judgements judgements = query.judgements();
    List<String> photos = kept(query, ranking.photos());
    List<String> subset = kept(query, ranking.subset());
    Set<String> right = Set.copyOf(judgements.right());
    List<Double> values =
        protocol.measures().stream()
            .map(
                measure ->
                    measure.kind() == Measure.Kind.SUBSET_RECALL
                        ? value(measure, subset, right, judgements)
                        : value(measure, photos, right, judgements))
            .toList();
    return new QueryScore(query.id(), query.category(), query.cluster(), values);
  }

  private static List<String> kept(LabelledQuery query, List<String> ranked) {
    Set<String> seen = new HashSet<>();
    List<String> kept = new ArrayList<>(ranked.size());
    for (String photo : ranked) {
      if (!seen.add(photo)) {
        throw new AkinException(new Problem.RankingRepeats(query.id(), photo));
      }
      if (!query.judgements().leftOut().contains(photo)) {
        kept.add(photo);
      }
    }
    return kept;
  }

  private static double value(
      Measure measure, List<String> ranked, Set<String> right, Judgements judgements) {
    int k = measure.k() == Measure.WHOLE ? Integer.MAX_VALUE : measure.k();
    List<String> first = ranked.subList(0, Math.min(k, ranked.size()));
    return switch (measure.kind()) {
      case AVERAGE_PRECISION -> precisions(first, right) / Math.min(k, right.size());
      case TRAPEZOIDAL_AVERAGE_PRECISION -> trapezoids(first, right) / Math.min(k, right.size());
      case RECALL, SUBSET_RECALL -> (double) count(first, right) / right.size();
      case CAPPED_RECALL -> (double) count(first, right) / Math.min(k, right.size());
      case PRECISION ->
          (double) count(first, right)
              / (measure.k() == Measure.WHOLE ? Math.max(1, ranked.size()) : k);
      case NEGATIVE_RECALL -> {
        Set<String> negatives = judgements.hardNegatives();
        yield negatives.isEmpty()
            ? 0
            : (double) count(first, negatives) / Math.min(k, negatives.size());
      }
    };
  }

  private static long count(List<String> ranked, Set<String> photos) {
    return ranked.stream().filter(photos::contains).count();
  }

  private static double precisions(List<String> ranked, Set<String> right) {
    int hits = 0;
    double sum = 0;
    for (int i = 0; i < ranked.size(); i++) {
      if (right.contains(ranked.get(i))) {
        hits++;
        sum += (double) hits / (i + 1);
      }
    }
    return sum;
  }

  private static double trapezoids(List<String> ranked, Set<String> right) {
    int hits = 0;
    double sum = 0;
    for (int i = 0; i < ranked.size(); i++) {
      if (right.contains(ranked.get(i))) {
        double before = i == 0 ? 1 : (double) hits / i;
        hits++;
        sum += (before + (double) hits / (i + 1)) / 2;
      }
    }
    return sum;
  }

  private static List<MeasureRow> table(Protocol protocol, List<QueryScore> scores) {
    if (scores.isEmpty()) {
      return List.of();
    }
    List<MeasureRow> rows = new ArrayList<>(rows(protocol, "", scores));
    for (String category : categories(scores)) {
      rows.addAll(rows(protocol, category, of(scores, category)));
    }
    return rows;
  }

  private static List<MeasureRow> rows(
      Protocol protocol, String category, List<QueryScore> scores) {
    Bootstrap.Estimates estimates = Bootstrap.single(protocol, scores);
    List<MeasureRow> rows = new ArrayList<>();
    for (int m = 0; m < protocol.measures().size(); m++) {
      rows.add(
          new MeasureRow(
              category,
              protocol.measures().get(m),
              Bootstrap.mean(protocol.averaging(), scores, m),
              estimates.intervals().get(m),
              scores.size()));
    }
    return rows;
  }
}
