package app.akin.core.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.akin.core.evaluation.data.Benchmark;
import app.akin.core.evaluation.data.Gallery;
import app.akin.core.evaluation.data.Judgements;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.evaluation.data.Measure;
import app.akin.core.evaluation.data.Measure.Kind;
import app.akin.core.evaluation.data.Protocol;
import app.akin.core.evaluation.data.Protocol.Averaging;
import app.akin.core.evaluation.data.QueryParts;
import app.akin.core.kit.TestSeed;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Compares measures with values computed by hand and with a second implementation.
final class MeasuresTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /// Right: a, b, c. Found at the ranks 1, 3 and 6 of `a x b y z c`.
  @Test
  void valuesAgreeWithThoseComputedByHand() {
    assertThat(value(Kind.AVERAGE_PRECISION, 1)).isEqualTo(1, EXACT);
    assertThat(value(Kind.AVERAGE_PRECISION, 2)).isEqualTo(1 / 2.0, EXACT);
    assertThat(value(Kind.AVERAGE_PRECISION, 5)).isEqualTo((1 + 2 / 3.0) / 3, EXACT);
    assertThat(value(Kind.AVERAGE_PRECISION, 50)).isEqualTo((1 + 2 / 3.0 + 1 / 2.0) / 3, EXACT);
    assertThat(value(Kind.AVERAGE_PRECISION, Measure.WHOLE))
        .isEqualTo((1 + 2 / 3.0 + 1 / 2.0) / 3, EXACT);
    assertThat(value(Kind.TRAPEZOIDAL_AVERAGE_PRECISION, Measure.WHOLE))
        .isEqualTo((1 + (1 / 2.0 + 2 / 3.0) / 2 + (2 / 5.0 + 3 / 6.0) / 2) / 3, EXACT);
    assertThat(value(Kind.RECALL, 1)).isEqualTo(1 / 3.0, EXACT);
    assertThat(value(Kind.RECALL, 3)).isEqualTo(2 / 3.0, EXACT);
    assertThat(value(Kind.RECALL, 10)).isEqualTo(1, EXACT);
    assertThat(value(Kind.CAPPED_RECALL, 1)).isEqualTo(1, EXACT);
    assertThat(value(Kind.CAPPED_RECALL, 2)).isEqualTo(1 / 2.0, EXACT);
    assertThat(value(Kind.CAPPED_RECALL, 5)).isEqualTo(2 / 3.0, EXACT);
    assertThat(value(Kind.PRECISION, 1)).isEqualTo(1, EXACT);
    assertThat(value(Kind.PRECISION, 10)).isEqualTo(3 / 10.0, EXACT);
    assertThat(value(Kind.SUBSET_RECALL, 1)).isEqualTo(0, EXACT);
    assertThat(value(Kind.SUBSET_RECALL, 2)).isEqualTo(1 / 3.0, EXACT);
    assertThat(value(Kind.NEGATIVE_RECALL, 1)).isEqualTo(0, EXACT);
    assertThat(value(Kind.NEGATIVE_RECALL, 2)).isEqualTo(1 / 2.0, EXACT);
    assertThat(value(Kind.NEGATIVE_RECALL, 10)).isEqualTo(1, EXACT);
  }

  private static double value(Kind kind, int k) {
    Judgements judgements = new Judgements(List.of("a", "b", "c"), Set.of("x", "z"), Set.of("own"));
    LabelSet set = set(new Protocol(List.of(new Measure(kind, k)), Averaging.QUERIES), judgements);
    Ranking ranking =
        new Ranking(List.of("a", "own", "x", "b", "y", "z", "c"), List.of("own", "x", "a"));
    return Measures.of(set, new Rankings(Map.of("0", ranking)))
        .queries()
        .getFirst()
        .values()
        .getFirst();
  }

  @Test
  void valuesAgreeWithTheirDefinitions() {
    Random random = new Random(TestSeed.of(getClass()));
    List<Measure> measures = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int k : new int[] {1, 3, 10, 50, Measure.WHOLE}) {
        measures.add(new Measure(kind, k));
      }
    }
    Protocol protocol = new Protocol(measures, Averaging.QUERIES);
    for (int round = 0; round < 300; round++) {
      List<String> photos = letters(random.nextInt(1, 60));
      Collections.shuffle(photos, random);
      List<String> right = pick(photos, random, random.nextInt(1, 12));
      Set<String> leftOut = new HashSet<>(pick(photos, random, random.nextInt(4)));
      Set<String> negatives = new HashSet<>(pick(photos, random, random.nextInt(6)));
      negatives.removeAll(right);
      List<String> subset = pick(photos, random, 6);
      Collections.shuffle(photos, random);
      Ranking ranking = new Ranking(photos, subset);
      LabelSet set = set(protocol, new Judgements(right, negatives, leftOut));
      List<Double> values =
          Measures.of(set, new Rankings(Map.of("0", ranking))).queries().getFirst().values();
      for (int m = 0; m < measures.size(); m++) {
        assertThat(values.get(m))
            .as("%s of %s, right %s, left out %s", measures.get(m), ranking, right, leftOut)
            .isEqualTo(
                defined(measures.get(m), ranking, new HashSet<>(right), leftOut, negatives), EXACT);
      }
    }
  }

  /// A measure by its definition: precision and recall are computed from sets for each k.
  private static double defined(
      Measure measure,
      Ranking ranking,
      Set<String> right,
      Set<String> leftOut,
      Set<String> negatives) {
    List<String> list =
        new ArrayList<>(measure.kind() == Kind.SUBSET_RECALL ? ranking.subset() : ranking.photos());
    list.removeAll(leftOut);
    int k = measure.k() == Measure.WHOLE ? list.size() : measure.k();
    int depth = Math.min(k, list.size());
    int cap = measure.k() == Measure.WHOLE ? right.size() : Math.min(k, right.size());
    return switch (measure.kind()) {
      case AVERAGE_PRECISION ->
          IntStream.rangeClosed(1, depth)
                  .filter(i -> right.contains(list.get(i - 1)))
                  .mapToDouble(i -> common(list, i, right) / i)
                  .sum()
              / cap;
      case TRAPEZOIDAL_AVERAGE_PRECISION ->
          IntStream.rangeClosed(1, depth)
                  .filter(i -> right.contains(list.get(i - 1)))
                  .mapToDouble(
                      i ->
                          ((i == 1 ? 1 : common(list, i - 1, right) / (i - 1))
                                  + common(list, i, right) / i)
                              / 2)
                  .sum()
              / cap;
      case RECALL, SUBSET_RECALL -> common(list, depth, right) / right.size();
      case CAPPED_RECALL -> common(list, depth, right) / cap;
      case PRECISION -> common(list, depth, right) / Math.max(1, k);
      case NEGATIVE_RECALL ->
          negatives.isEmpty()
              ? 0
              : common(list, depth, negatives)
                  / (measure.k() == Measure.WHOLE
                      ? negatives.size()
                      : Math.min(k, negatives.size()));
    };
  }

  private static double common(List<String> list, int k, Set<String> photos) {
    Set<String> common = new HashSet<>(list.subList(0, k));
    common.retainAll(photos);
    return common.size();
  }

  private static List<String> letters(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "p" + i)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<String> pick(List<String> photos, Random random, int count) {
    List<String> shuffled = new ArrayList<>(photos);
    Collections.shuffle(shuffled, random);
    return new ArrayList<>(shuffled.subList(0, Math.min(count, shuffled.size())));
  }

  @Test
  void averagesOverQueriesOrCategories() {
    Measure measure = new Measure(Kind.RECALL, 1);
    Judgements right = new Judgements(List.of("a"), Set.of(), Set.of());
    List<LabelledQuery> queries =
        List.of(
            query("0", "dress", right),
            query("1", "dress", right),
            query("2", "dress", right),
            query("3", "shirt", right));
    Map<String, Ranking> rankings = new LinkedHashMap<>();
    rankings.put("0", new Ranking(List.of("a", "b")));
    rankings.put("1", new Ranking(List.of("b", "a")));
    rankings.put("2", new Ranking(List.of("b", "a")));
    rankings.put("3", new Ranking(List.of("a", "b")));
    List<MeasureRow> micro = table(measure, Averaging.QUERIES, queries, rankings);
    assertThat(micro).extracting(MeasureRow::category).containsExactly("", "dress", "shirt");
    assertThat(micro).extracting(MeasureRow::value).containsExactly(0.5, 1 / 3.0, 1.0);
    assertThat(micro).extracting(MeasureRow::queries).containsExactly(4, 3, 1);
    List<MeasureRow> macro = table(measure, Averaging.CATEGORIES, queries, rankings);
    assertThat(macro.getFirst().value()).isEqualTo((1 / 3.0 + 1) / 2, EXACT);
    assertThat(macro).allSatisfy(row -> assertThat(row.interval().contains(row.value())).isTrue());
  }

  private static List<MeasureRow> table(
      Measure measure,
      Averaging averaging,
      List<LabelledQuery> queries,
      Map<String, Ranking> rankings) {
    return Measures.of(
            set(new Protocol(List.of(measure), averaging), queries), new Rankings(rankings))
        .table();
  }

  @Test
  void queriesWithoutRightPhotosOrRankingAreNotMeasured() {
    Judgements right = new Judgements(List.of("a"), Set.of(), Set.of());
    LabelSet set =
        set(
            new Protocol(List.of(new Measure(Kind.PRECISION, 1)), Averaging.QUERIES),
            List.of(
                query("0", "", right),
                query("1", "", new Judgements(List.of(), Set.of(), Set.of())),
                query("2", "", right)));
    Measurement measurement =
        Measures.of(
            set,
            new Rankings(Map.of("0", new Ranking(List.of("a")), "1", new Ranking(List.of("a")))));
    assertThat(measurement.queries()).extracting(QueryScore::query).containsExactly("0");
    assertThat(measurement.warnings()).containsExactly(new Problem.RankingQueries(1, 2, "2"));
    Measurement nothing = Measures.of(set, new Rankings(Map.of()));
    assertThat(nothing.table()).isEmpty();
    assertThat(Measures.compare(nothing, measurement)).isEmpty();
  }

  @Test
  void aPhotoThatIsRankedTwiceIsReported() {
    LabelSet set =
        set(
            new Protocol(List.of(new Measure(Kind.PRECISION, 1)), Averaging.QUERIES),
            new Judgements(List.of("a"), Set.of(), Set.of()));
    assertThatThrownBy(
            () -> Measures.of(set, new Rankings(Map.of("0", new Ranking(List.of("a", "a"))))))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isEqualTo(new Problem.RankingRepeats("0", "a")));
  }

  private static LabelSet set(Protocol protocol, Judgements judgements) {
    return set(protocol, List.of(query("0", "", judgements)));
  }

  private static LabelSet set(Protocol protocol, List<LabelledQuery> queries) {
    return new LabelSet(
        Benchmark.LABELS,
        "test",
        protocol,
        new Gallery.Listed(List.of()),
        queries,
        List.of(),
        List.of());
  }

  private static LabelledQuery query(String id, String category, Judgements judgements) {
    return new LabelledQuery(
        id,
        category,
        id,
        new QueryParts(List.of(), List.of("x"), List.of(), List.of()),
        Set.of(),
        Set.of(),
        judgements);
  }
}
