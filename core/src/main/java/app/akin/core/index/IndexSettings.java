package app.akin.core.index;

/// How an index searches and builds.
///
/// @param graphThreshold rows from which a graph is wanted and used; see [#defaults]
/// @param graphTail rows that a graph must lack before it is extended, beside a tenth of its own
/// @param threads threads of one exact scan, the calling one among them
/// @param buildThreads threads that build a graph, the calling one among them
/// @param graph how graphs are built and searched
public record IndexSettings(
    int graphThreshold, int graphTail, int threads, int buildThreads, GraphSettings graph) {

  /// Checks the ranges.
  public IndexSettings {
    if (graphThreshold < 1 || graphTail < 0 || threads < 1 || buildThreads < 1) {
      throw new IllegalArgumentException("out of range");
    }
  }

  /// What suits a person's machine with so many cores.
  ///
  /// At the threshold of 100,000 rows, of 512 dimensions, a graph search takes a third of a scan's
  /// processor time and, beside a scan on two cores, six tenths of its time: measured 5 ms against
  /// 8 on two cores that read memory at 13 GB a second each. Below it both are quicker than anyone
  /// can tell, and building the graph takes minutes; above it a scan's time grows with the rows, a
  /// graph's hardly does.
  public static IndexSettings defaults(int cores) {
    return new IndexSettings(
        100_000, 4_000, Math.clamp(cores, 1, 8), Math.max(1, cores / 2), GraphSettings.standard());
  }

  /// The same with another threshold.
  public IndexSettings withGraphThreshold(int rows) {
    return new IndexSettings(rows, graphTail, threads, buildThreads, graph);
  }

  /// The same with another number of rows that make a graph stale.
  public IndexSettings withGraphTail(int rows) {
    return new IndexSettings(graphThreshold, rows, threads, buildThreads, graph);
  }

  /// The same with other numbers of threads.
  public IndexSettings withThreads(int scanning, int building) {
    return new IndexSettings(graphThreshold, graphTail, scanning, building, graph);
  }
}
