package app.akin.core.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers queries from a snapshot, by its graph or by a scan, whichever is quicker. Thread-safe.
final class Finder {
  private final ExactScan exact;
  private final IndexSettings settings;

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
    Graph graph = snapshot.graph();
    if (graph != null && graphIsQuicker(snapshot, wanted, candidates)) {
      TopK top = new TopK(wanted);
      GraphSettings how = settings.graph();
      graph.search(snapshot, query, how.beam(wanted), how.entries(), allowed, top);
      exact.scan(snapshot, query, graph.rows(), allowed, top);
      // A graph may leave a corner unvisited. Too few is the one sign of it that shows.
      if (top.size() == wanted) {
        return top.best();
      }
    }
    TopK top = new TopK(wanted);
    exact.scan(snapshot, query, 0, allowed, top);
    return top.best();
  }

  /// A graph search takes as long as scoring the threshold's rows: more for a wider beam, and for a
  /// filter that turns away most of what it comes upon.
  private boolean graphIsQuicker(Snapshot snapshot, int wanted, int candidates) {
    double widening = (double) settings.graph().beam(wanted) / settings.graph().searchBeam();
    double turnedAway = (double) snapshot.rows() / candidates;
    return candidates >= settings.graphThreshold() * widening * turnedAway;
  }
}
