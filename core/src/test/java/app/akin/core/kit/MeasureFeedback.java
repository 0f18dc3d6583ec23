package app.akin.core.kit;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.Device;
import app.akin.core.search.Crop;
import app.akin.core.search.FeedbackWeights;
import app.akin.core.search.MeasuredSearch;
import app.akin.core.search.QueryImage;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Measures what feedback does to the results of the starter, with a simulated user.
///
/// Arguments: a folder with one photo of each ImageNet class, named as in the collection
/// `imagenet-sample-images`, the folder of WordNet 3.0 (Debian's `wordnet-base`), and optionally
/// `tune`, which compares weights on one half of the queries, or two weights. Otherwise those of
/// searches are measured on each half and on both.
///
/// The queries are those of [FeedbackLabels]. In each round the user marks the highest ranked photo
/// that is not marked yet: More if it is right, Less if it is wrong. Figures are mean average
/// precisions of the first 50: in place, as searches show them, with the marked photos on top or
/// gone; and of the other photos alone, compared with the ranking without feedback and without the
/// same photos.
///
/// Run with the test class path: `java --add-modules jdk.incubator.vector
/// --enable-native-access=ALL-UNNAMED -Xmx2g -cp … app.akin.core.kit.MeasureFeedback PHOTOS
/// /usr/share/wordnet`.
public final class MeasureFeedback {
  private static final int TOP = 50;
  private static final int ROUNDS = 5;
  private static final List<Integer> REPORTED = List.of(1, 3, 5);

  /// The weights that are compared.
  private static final List<Double> MORE = List.of(0.4, 0.8, 1.2);

  private static final List<Double> LESS = List.of(0.0, 0.05, 0.2);

  /// Differences that do not count as a loss: ties in other places.
  private static final double TOLERANCE = 1e-9;

  /// Differences of an average precision that a user can see.
  private static final double VISIBLE = 0.01;

  private final PrintStream out = System.out;
  private final MeasuredSearch search;
  private final FeedbackLabels labels;

  private MeasureFeedback(MeasuredSearch search, FeedbackLabels labels) {
    this.search = search;
    this.labels = labels;
  }

  /// How the weights of feedback depend on the number of photos.
  private record Variant(double more, double less, boolean grows) {
    FeedbackWeights weights(int marksMore, int marksLess) {
      return grows
          ? new FeedbackWeights(more, less)
          : new FeedbackWeights(constant(more, marksMore), constant(less, marksLess));
    }

    private static double constant(double weight, int photos) {
      return photos == 0 ? 0 : weight * (photos * photos + 9) / (photos * photos);
    }
  }

  /// Figures by round: average precisions summed over queries.
  private static final class Sums {
    private int queries;
    private double start;
    private final double[] placed = new double[ROUNDS + 1];
    private final int[] placedBelow = new int[ROUNDS + 1];
    private final int[] placedFarBelow = new int[ROUNDS + 1];
    private final int[] rests = new int[ROUNDS + 1];
    private final double[] restBefore = new double[ROUNDS + 1];
    private final double[] rest = new double[ROUNDS + 1];
    private final int[] restBelow = new int[ROUNDS + 1];
  }

  /// Runs the measurement.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("akin-measure");
    Path photos = Files.createDirectories(work.resolve("photos"));
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, photos.resolve(file.getFileName()));
      }
    }
    AppPaths paths =
        new AppPaths(
            work.resolve("library"),
            work.resolve("compiled"),
            BuildCache.NATIVES,
            work.resolve("logs"));
    try (PhotoLibrary library = PhotoLibrary.openIsolated(paths, Clock.systemUTC())) {
      ModelSelection selection = new ModelSelection(null, Device.CPU, null);
      library.ingest().start(new IngestRequest(List.of(photos), false, selection)).await();
      try (MeasuredSearch search = library.search().measured(selection)) {
        Map<String, Long> contents = new TreeMap<>();
        search
            .photos()
            .forEach(
                (content, row) ->
                    contents.put(row.paths().getFirst().getFileName().toString(), content));
        FeedbackLabels labels =
            FeedbackLabels.of(contents, Path.of(arguments[1]).resolve("data.noun"));
        MeasureFeedback measure = new MeasureFeedback(search, labels);
        if (arguments.length > 2 && arguments[2].equals("tune")) {
          measure.tune();
        } else {
          FeedbackWeights weights =
              arguments.length < 4
                  ? FeedbackWeights.DEFAULT
                  : new FeedbackWeights(
                      Double.parseDouble(arguments[2]), Double.parseDouble(arguments[3]));
          Variant variant = new Variant(weights.more(), weights.less(), true);
          measure.report("tuned half", measure.run(variant, FeedbackLabels.Query::isTuned));
          measure.report("reported half", measure.run(variant, query -> !query.isTuned()));
          measure.report("all queries", measure.run(variant, _ -> true));
        }
      }
    }
  }

  private void tune() {
    for (boolean grows : new boolean[] {true, false}) {
      for (double more : MORE) {
        for (double less : LESS) {
          report(
              "grows=%s more=%.1f less=%.1f".formatted(grows, more, less),
              run(new Variant(more, less, grows), FeedbackLabels.Query::isTuned));
        }
      }
    }
  }

  private static void add(Sums all, Sums some) {
    all.queries += some.queries;
    all.start += some.start;
    for (int i = 0; i <= ROUNDS; i++) {
      all.placed[i] += some.placed[i];
      all.placedBelow[i] += some.placedBelow[i];
      all.placedFarBelow[i] += some.placedFarBelow[i];
      all.rests[i] += some.rests[i];
      all.restBefore[i] += some.restBefore[i];
      all.rest[i] += some.rest[i];
      all.restBelow[i] += some.restBelow[i];
    }
  }

  private void report(String title, Map<String, Sums> sets) {
    out.println(title);
    Sums all = new Sums();
    sets.forEach(
        (set, sums) -> {
          print(set, sums);
          add(all, sums);
        });
    print("all", all);
  }

  private void print(String set, Sums sums) {
    out.printf("%-9s %4d queries  none %.3f", set, sums.queries, sums.start / sums.queries);
    for (int round : REPORTED) {
      out.printf(
          "  | %d: %.3f (below %.1f %%, by more than 0.01 %.1f %%), rest of %d: %.3f -> %.3f (below"
              + " %.1f %%)",
          round,
          sums.placed[round] / sums.queries,
          100.0 * sums.placedBelow[round] / sums.queries,
          100.0 * sums.placedFarBelow[round] / sums.queries,
          sums.rests[round],
          sums.restBefore[round] / sums.rests[round],
          sums.rest[round] / sums.rests[round],
          100.0 * sums.restBelow[round] / sums.rests[round]);
    }
    out.println();
  }

  private Map<String, Sums> run(Variant variant, Predicate<FeedbackLabels.Query> chosen) {
    Map<String, Sums> sets = new TreeMap<>();
    labels.queries().stream()
        .filter(chosen)
        .forEach(
            query -> measure(sets.computeIfAbsent(query.set(), _ -> new Sums()), variant, query));
    return sets;
  }

  private void measure(Sums sums, Variant variant, FeedbackLabels.Query query) {
    List<Long> more = new ArrayList<>();
    List<Long> less = new ArrayList<>();
    List<Long> before = rank(variant, query, more, less);
    double start = averagePrecision(before, query.right());
    sums.queries++;
    sums.start += start;
    List<Long> rest = before;
    for (int round = 1; round <= ROUNDS; round++) {
      if (!rest.isEmpty()) {
        long marked = rest.getFirst();
        (query.right().contains(marked) ? more : less).add(marked);
      }
      rest = rank(variant, query, more, less);
      List<Long> placed = new ArrayList<>(more);
      placed.addAll(rest);
      double now = averagePrecision(placed, query.right());
      sums.placed[round] += now;
      sums.placedBelow[round] += now < start - TOLERANCE ? 1 : 0;
      sums.placedFarBelow[round] += now < start - VISIBLE ? 1 : 0;
      Set<Long> unmarked = new HashSet<>(query.right());
      more.forEach(unmarked::remove);
      if (!unmarked.isEmpty()) {
        List<Long> plain =
            before.stream().filter(each -> !more.contains(each) && !less.contains(each)).toList();
        double restStart = averagePrecision(plain, unmarked);
        double restNow = averagePrecision(rest, unmarked);
        sums.rests[round]++;
        sums.restBefore[round] += restStart;
        sums.rest[round] += restNow;
        sums.restBelow[round] += restNow < restStart - TOLERANCE ? 1 : 0;
      }
    }
  }

  /// Returns the photos that are not marked, best first.
  private List<Long> rank(
      Variant variant, FeedbackLabels.Query query, List<Long> more, List<Long> less) {
    List<QueryPart> parts = new ArrayList<>();
    query.images().forEach(image -> parts.add(new QueryPart.Image(photo(image), Crop.WHOLE, 1)));
    query.texts().forEach(text -> parts.add(new QueryPart.Text(text, 1)));
    more.forEach(each -> parts.add(new QueryPart.Feedback(photo(each), Direction.MORE, 1)));
    less.forEach(each -> parts.add(new QueryPart.Feedback(photo(each), Direction.LESS, 1)));
    Set<Long> left = new HashSet<>(query.images());
    left.addAll(more);
    left.addAll(less);
    return search
        .rank(
            search.embed(parts),
            search.settings(),
            variant.weights(more.size(), less.size()),
            Integer.MAX_VALUE - 1,
            null,
            left)
        .stream()
        .map(ranked -> ranked.content().value())
        .toList();
  }

  private static QueryImage photo(long content) {
    return new QueryImage.Photo(new ContentId(content));
  }

  private static double averagePrecision(List<Long> ranked, Set<Long> right) {
    double sum = 0;
    int found = 0;
    for (int i = 0; i < Math.min(TOP, ranked.size()); i++) {
      if (right.contains(ranked.get(i))) {
        found++;
        sum += (double) found / (i + 1);
      }
    }
    return sum / Math.min(TOP, right.size());
  }
}
