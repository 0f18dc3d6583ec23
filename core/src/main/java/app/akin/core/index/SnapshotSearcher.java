package app.akin.core.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Searches a snapshot by its graph or by a scan, whichever is faster. Thread-safe.
final class SnapshotSearcher {
  private final ExactScan exact;
  private final IndexSettings settings;
  private final AtomicBoolean cold = new AtomicBoolean(true);

  SnapshotSearcher(ExactScan exact, IndexSettings settings) {
    this.exact = exact;
    this.settings = settings;
  }

  /// Returns the `k` nearest accepted rows as specified by [VectorIndex#nearest]. The caller holds
  /// the snapshot.
  List<RowScore> nearest(Snapshot snapshot, float[] query, int k, @Nullable IdSet allowed) {
    int candidates =
        Math.min(snapshot.visible(), allowed == null ? Integer.MAX_VALUE : allowed.size());
    if (candidates == 0) {
      return List.of();
    }
    int wanted = Math.min(k, candidates);
    boolean first = cold.getAndSet(false);
    Supplier<Similarity> similarity = () -> Similarity.to(query, first);
    // The k nearest of a tenth of all rows are spread over the 10 k nearest of all rows.
    double share = (double) candidates / snapshot.rows();
    double beam = settings.graph().beam(wanted / share);
    Graph graph = snapshot.graph();
    if (graph != null && isGraphFaster(beam, candidates)) {
      TopK top = new TopK(wanted);
      int kept = (int) Math.clamp(Math.ceil(beam * share), wanted, snapshot.rows());
      graph.search(snapshot, similarity.get(), kept, settings.graph().entries(), allowed, top);
      exact.scan(snapshot, similarity, graph.rows(), allowed, top);
      // A graph search may miss regions; too few results are the only sign of it.
      if (top.size() == wanted) {
        return top.best();
      }
    }
    TopK top = new TopK(wanted);
    exact.scan(snapshot, similarity, 0, allowed, top);
    return top.best();
  }

  /// With the minimum beam, a graph search takes at most as long as scoring `graphThreshold` rows;
  /// its time grows with the beam.
  private boolean isGraphFaster(double beam, int candidates) {
    return candidates >= settings.graphThreshold() * (beam / settings.graph().searchBeam());
  }

  /// Returns the nearest contents, each compared with further vectors.
  List<ComparedNeighbour> nearest(
      Snapshot snapshot, float[] query, List<float[]> others, int k, @Nullable IdSet allowed) {
    List<Similarity> similarities = similarities(others);
    return nearest(snapshot, query, k, allowed).stream()
        .map(
            found ->
                new ComparedNeighbour(
                    found.neighbour().id(),
                    found.neighbour().score(),
                    similarities.stream()
                        .map(similarity -> snapshot.score(similarity, found.row()))
                        .toList()))
        .toList();
  }

  /// Returns the scores of an evenly spaced sample of the visible contents.
  ///
  /// @return for each query its scores; those at equal positions are of one content
  static List<float[]> sample(Snapshot snapshot, List<float[]> queries, int limit) {
    List<Similarity> similarities = similarities(queries);
    int rows = snapshot.rows();
    int count = Math.min(limit, rows);
    List<float[]> scores = new ArrayList<>();
    queries.forEach(_ -> scores.add(new float[count]));
    int accepted = 0;
    for (int i = 0; i < count; i++) {
      int row = (int) ((long) i * rows / count);
      if (snapshot.accepts(row, null)) {
        for (int q = 0; q < scores.size(); q++) {
          scores.get(q)[accepted] = snapshot.score(similarities.get(q), row);
        }
        accepted++;
      }
    }
    int size = accepted;
    scores.replaceAll(all -> Arrays.copyOf(all, size));
    return scores;
  }

  private static List<Similarity> similarities(List<float[]> vectors) {
    return vectors.stream().map(ScalarSimilarity::new).map(Similarity.class::cast).toList();
  }
}
