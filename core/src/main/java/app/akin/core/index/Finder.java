package app.akin.core.index;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers queries from a snapshot, by its graph or by a scan, whichever is quicker. Thread-safe.
final class Finder {
  private final ExactScan exact;
  private final IndexSettings settings;
  private final AtomicBoolean cold = new AtomicBoolean(true);

  Finder(ExactScan exact, IndexSettings settings) {
    this.exact = exact;
    this.settings = settings;
  }

  /// The `k` nearest rows that may be returned, as [VectorIndex#nearest] promises them. The
  /// snapshot is held by the caller.
  List<Neighbour> nearest(Snapshot snapshot, float[] query, int k, @Nullable IdSet allowed) {
    int candidates =
        Math.min(snapshot.visible(), allowed == null ? Integer.MAX_VALUE : allowed.size());
    if (candidates == 0) {
      return List.of();
    }
    int wanted = Math.min(k, candidates);
    boolean first = cold.getAndSet(false);
    Supplier<Similarity> similarity = () -> Similarity.to(query, first);
    // The k nearest of a tenth of all rows are spread over the ten times k nearest of all.
    double share = (double) candidates / snapshot.rows();
    double beam = settings.graph().beam(wanted / share);
    Graph graph = snapshot.graph();
    if (graph != null && graphIsQuicker(beam, candidates)) {
      TopK top = new TopK(wanted);
      int kept = (int) Math.clamp(Math.ceil(beam * share), wanted, snapshot.rows());
      graph.search(snapshot, similarity.get(), kept, settings.graph().entries(), allowed, top);
      exact.scan(snapshot, similarity, graph.rows(), allowed, top);
      // A graph may leave a corner unvisited. Too few is the one sign of it that shows.
      if (top.size() == wanted) {
        return top.best();
      }
    }
    TopK top = new TopK(wanted);
    exact.scan(snapshot, similarity, 0, allowed, top);
    return top.best();
  }

  /// With the least beam a graph search takes as long as scoring the threshold's rows, or less;
  /// with a wider one as much longer.
  private boolean graphIsQuicker(double beam, int candidates) {
    return candidates >= settings.graphThreshold() * (beam / settings.graph().searchBeam());
  }
}
