package app.akin.core.benchmark;

import app.akin.core.benchmark.BenchmarkFigure.Search;
import app.akin.core.benchmark.BenchmarkFigure.Target;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.TextTower;
import app.akin.core.index.IndexSettings;
import app.akin.core.index.Neighbour;
import app.akin.core.index.VectorIndex;
import app.akin.core.model.ModelIndex;
import app.akin.core.model.precision.Timing;
import app.akin.core.photo.Embedding;
import app.akin.core.store.CatalogueReader;
import app.akin.core.synthetic.SyntheticVectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures the text tower and searches over the user's library and synthetic vectors. Not
/// thread-safe.
final class SearchBenchmark {
  private static final int RESULTS = 50;

  /// Photos per cluster, as in a typical library.
  private static final int PER_CLUSTER = 50;

  /// Queries of the exact search, which is slow over many vectors.
  private static final int EXACT_QUERIES = 25;

  /// Rows added between two saves.
  private static final int ROWS_IN_MEMORY = 1 << 14;

  private static final int BETWEEN_LOOKS = 1 << 10;
  private static final int TEXTS_PER_QUERY = 5;
  private static final double SECOND = 1e9;

  private static final List<String> TEXTS =
      List.of(
          "a dog on the beach",
          "make it night",
          "two children under a tree, autumn leaves",
          "the same place in winter, seen from farther away",
          "birthday cake with candles",
          "a red bicycle leaning against a white wall",
          "sunset");

  private final EmbeddingModel model;
  private final ScratchFolder scratch;
  private final BenchmarkPlan plan;
  private final BenchmarkListener listener;
  private final int cores = Runtime.getRuntime().availableProcessors();

  SearchBenchmark(
      EmbeddingModel model, ScratchFolder scratch, BenchmarkPlan plan, BenchmarkListener listener) {
    this.model = model;
    this.scratch = scratch;
    this.plan = plan;
    this.listener = listener;
  }

  /// Measures the text tower.
  void texts() {
    try (TextTower tower = model.textTower()) {
      int count = Math.max(1, plan.queries() / TEXTS_PER_QUERY);
      Timing time = times(count, i -> tower.embed(TEXTS.get(i % TEXTS.size())));
      listener.onFigure(new Search(Target.TEXT, 0, false, 0, time, 1, 0));
    }
  }

  /// Measures searches over the library; does nothing if no photo is indexed with the model.
  void library(Path library, CatalogueReader catalogue) {
    OptionalLong modelId = catalogue.vectors().modelId(model.fingerprint());
    if (modelId.isEmpty()) {
      return;
    }
    try (ModelIndex space = ModelIndex.open(library, catalogue, modelId.getAsLong(), model)) {
      report(BenchmarkStage.SEARCHING, 0);
      space.refresh();
      VectorIndex index = space.index();
      if (index.size() == 0) {
        return;
      }
      SplittableRandom random = new SplittableRandom(plan.seed());
      List<float[]> queries =
          IntStream.range(0, plan.queries()).mapToObj(_ -> direction(random)).toList();
      boolean exact = index.nearest(queries.getFirst(), RESULTS, null).exact();
      Timing time = times(queries.size(), i -> index.nearest(queries.get(i), RESULTS, null));
      // Otherwise the recall is unknown without an exact search.
      double recall = exact ? 1 : Double.NaN;
      listener.onFigure(new Search(Target.LIBRARY, index.size(), exact, RESULTS, time, recall, 0));
    }
  }

  /// Measures searches over synthetic vectors of the model's dimension.
  void synthetic() {
    for (int count : plan.synthetic()) {
      Path folder = scratch.folder("vectors-" + count);
      synthetic(folder, count);
      scratch.clear(folder);
    }
  }

  private void synthetic(Path folder, int count) {
    int clusters = Math.max(1, count / PER_CLUSTER);
    SyntheticVectors vectors = new SyntheticVectors(plan.seed(), model.dimension(), clusters);
    List<float[]> queries =
        IntStream.range(0, plan.queries()).mapToObj(i -> vectors.query(i, count)).toList();
    IndexSettings settings = IndexSettings.defaults(cores);
    double seconds;
    try (VectorIndex index = open(folder, settings)) {
      seconds = fill(index, vectors, count);
    }
    List<Set<Long>> truth = new ArrayList<>();
    try (VectorIndex index = open(folder, settings.withExactRows(Integer.MAX_VALUE))) {
      List<float[]> few = queries.subList(0, Math.min(EXACT_QUERIES, queries.size()));
      Timing time = search(index, few, truth);
      listener.onFigure(new Search(Target.MADE, count, true, RESULTS, time, 1, 0));
    }
    try (VectorIndex index = open(folder, settings)) {
      List<Set<Long>> found = new ArrayList<>();
      Timing time = search(index, queries, found);
      boolean exact = index.nearest(queries.getFirst(), RESULTS, null).exact();
      listener.onFigure(
          new Search(Target.MADE, count, exact, RESULTS, time, recall(truth, found), seconds));
    }
  }

  private VectorIndex open(Path folder, IndexSettings settings) {
    return VectorIndex.open(folder, "made", model.dimension(), settings);
  }

  /// Adds and saves vectors.
  ///
  /// @return the time for it in seconds, without that to generate the vectors
  private double fill(VectorIndex index, SyntheticVectors vectors, int count) {
    long nanos = 0;
    for (int i = 0; i < count; i++) {
      if (i % BETWEEN_LOOKS == 0) {
        report(BenchmarkStage.SEARCHING, (double) i / count);
      }
      float[] photo = vectors.photo(i);
      long start = System.nanoTime();
      index.add(i + 1, i + 1, photo);
      if ((i + 1) % ROWS_IN_MEMORY == 0) {
        index.save();
      }
      nanos += System.nanoTime() - start;
    }
    long start = System.nanoTime();
    index.save();
    return (nanos + System.nanoTime() - start) / SECOND;
  }

  private Timing search(VectorIndex index, List<float[]> queries, List<Set<Long>> found) {
    IntFunction<Set<Long>> ids =
        i ->
            index.nearest(queries.get(i), RESULTS, null).best().stream()
                .map(Neighbour::id)
                .collect(Collectors.toSet());
    Timing time = times(queries.size(), i -> index.nearest(queries.get(i), RESULTS, null));
    IntStream.range(0, queries.size()).mapToObj(ids).forEach(found::add);
    return time;
  }

  private static double recall(List<Set<Long>> truth, List<Set<Long>> found) {
    long wanted = 0;
    long hits = 0;
    for (int i = 0; i < truth.size(); i++) {
      wanted += truth.get(i).size();
      hits += truth.get(i).stream().filter(found.get(i)::contains).count();
    }
    return (double) hits / wanted;
  }

  /// Runs all queries twice and measures the second round, after compilation.
  private Timing times(int count, IntConsumer query) {
    List<Long> times = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      times.clear();
      for (int i = 0; i < count; i++) {
        report(BenchmarkStage.SEARCHING, (double) i / count);
        long start = System.nanoTime();
        query.accept(i);
        times.add(System.nanoTime() - start);
      }
    }
    return Timing.of(times);
  }

  private float[] direction(SplittableRandom random) {
    float[] direction = new float[model.dimension()];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = (float) random.nextGaussian();
    }
    return Embedding.ofRaw(direction).unit();
  }

  private void report(BenchmarkStage stage, double part) {
    BenchmarkProgress.report(listener, stage, part);
  }
}
