package app.akin.core.benchmark;

import app.akin.core.benchmark.BenchFigure.Search;
import app.akin.core.benchmark.BenchFigure.Target;
import app.akin.core.embed.EmbeddingModel;
import app.akin.core.embed.TextTower;
import app.akin.core.index.IndexSettings;
import app.akin.core.index.Neighbour;
import app.akin.core.index.VectorIndex;
import app.akin.core.model.ModelIndex;
import app.akin.core.model.Timing;
import app.akin.core.photo.Embedding;
import app.akin.core.store.CatalogueReader;
import app.akin.core.synthetic.MadeVectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Times searches: what words cost, the user's own library, made vectors. For one thread.
final class SearchBench {
  private static final int RESULTS = 50;

  /// Photos of a subject, as a person's libraries have them.
  private static final int PER_CLUSTER = 50;

  /// Rows added before they are written out of the heap.
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
  private final BenchPlan plan;
  private final BenchListener listener;
  private final int cores = Runtime.getRuntime().availableProcessors();

  SearchBench(EmbeddingModel model, ScratchFolder scratch, BenchPlan plan, BenchListener listener) {
    this.model = model;
    this.scratch = scratch;
    this.plan = plan;
    this.listener = listener;
  }

  /// What the text tower takes for the words of a query.
  void texts() {
    try (TextTower tower = model.textTower()) {
      int count = Math.max(1, plan.queries() / TEXTS_PER_QUERY);
      Timing time = times(count, i -> tower.embed(TEXTS.get(i % TEXTS.size())));
      listener.found(new Search(Target.TEXT, 0, false, 0, time, 1, 0));
    }
  }

  /// The library as this model sees it; nothing where it sees no photo.
  void library(Path library, CatalogueReader catalogue) {
    OptionalLong modelId = catalogue.model(model.fingerprint());
    if (modelId.isEmpty()) {
      return;
    }
    try (ModelIndex space = ModelIndex.open(library, catalogue, modelId.getAsLong(), model)) {
      look(BenchStage.SEARCHING, 0);
      space.refresh();
      VectorIndex index = space.index();
      if (index.size() == 0) {
        return;
      }
      SplittableRandom random = new SplittableRandom(plan.seed());
      List<float[]> queries =
          IntStream.range(0, plan.queries()).mapToObj(_ -> direction(random)).toList();
      Timing time = times(queries.size(), i -> index.nearest(queries.get(i), RESULTS, null));
      boolean graph = index.state().graphed() > 0;
      // What the graph misses here would take an exact search of the same kind to find out.
      double recall = graph ? Double.NaN : 1;
      listener.found(new Search(Target.LIBRARY, index.size(), graph, RESULTS, time, recall, 0));
    }
  }

  /// Made vectors of the model's dimension.
  void made() {
    for (BenchPlan.Made made : plan.made()) {
      Path folder = scratch.folder("vectors-" + made.vectors());
      made(folder, made);
      scratch.clear(folder);
    }
  }

  private void made(Path folder, BenchPlan.Made made) {
    int count = made.vectors();
    int clusters = Math.max(1, count / PER_CLUSTER);
    MadeVectors vectors = new MadeVectors(plan.seed(), model.dimension(), clusters);
    List<float[]> queries =
        IntStream.range(0, plan.queries()).mapToObj(i -> vectors.query(i, count)).toList();
    IndexSettings settings = IndexSettings.defaults(cores);
    List<Set<Long>> truth = new ArrayList<>();
    try (VectorIndex index = open(folder, settings.withGraphThreshold(Integer.MAX_VALUE))) {
      fill(index, vectors, count);
      Timing time = search(index, queries, truth);
      listener.found(new Search(Target.MADE, count, false, RESULTS, time, 1, 0));
    }
    if (made.graph()) {
      try (VectorIndex index = open(folder, settings.withGraphThreshold(1))) {
        long start = System.nanoTime();
        if (!index.buildGraph(part -> listener.goesOn(BenchStage.GRAPHING, part))) {
          throw new CancellationException();
        }
        double seconds = (System.nanoTime() - start) / SECOND;
        List<Set<Long>> found = new ArrayList<>();
        Timing time = search(index, queries, found);
        double recall = recall(truth, found);
        listener.found(new Search(Target.MADE, count, true, RESULTS, time, recall, seconds));
      }
    }
  }

  private VectorIndex open(Path folder, IndexSettings settings) {
    return VectorIndex.open(folder, "made", model.dimension(), settings);
  }

  private void fill(VectorIndex index, MadeVectors vectors, int count) {
    for (int i = 0; i < count; i++) {
      if (i % BETWEEN_LOOKS == 0) {
        look(BenchStage.SEARCHING, (double) i / count);
      }
      index.add(i + 1, i + 1, vectors.photo(i));
      if ((i + 1) % ROWS_IN_MEMORY == 0) {
        index.save();
      }
    }
    index.save();
  }

  private Timing search(VectorIndex index, List<float[]> queries, List<Set<Long>> found) {
    IntFunction<Set<Long>> ids =
        i ->
            index.nearest(queries.get(i), RESULTS, null).stream()
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

  /// Does everything twice, so that the compiler has seen it, and times the second round.
  private Timing times(int count, IntConsumer query) {
    List<Long> times = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      times.clear();
      for (int i = 0; i < count; i++) {
        look(BenchStage.SEARCHING, (double) i / count);
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

  private void look(BenchStage stage, double part) {
    BenchProgress.look(listener, stage, part);
  }
}
