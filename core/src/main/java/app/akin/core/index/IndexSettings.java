package app.akin.core.index;

/// Settings of searching and building.
///
/// @param graphThreshold number of rows from which a graph is built and used; see [#defaults]
/// @param graphTail minimum number of new rows before a graph is extended, in addition to a tenth
///   of its rows
/// @param threads threads of an exact scan, including the calling one
/// @param buildThreads threads that build a graph, including the calling one
/// @param graph parameters of the graph
public record IndexSettings(
    int graphThreshold, int graphTail, int threads, int buildThreads, GraphSettings graph) {

  /// Checks the ranges.
  public IndexSettings {
    if (graphThreshold < 1 || graphTail < 0 || threads < 1 || buildThreads < 1) {
      throw new IllegalArgumentException("out of range");
    }
  }

  /// Returns the defaults for a number of cores.
  ///
  /// At the threshold of 100,000 rows of 512 dimensions a graph search takes a third of the CPU
  /// time of a scan and, compared with a scan on two cores, six tenths of its duration: 5 ms
  /// instead of 8 ms on two cores with 13 GB/s of memory bandwidth each. Below, both are faster
  /// than noticeable, and building the graph takes minutes; above, the time of a scan grows with
  /// the rows and that of a graph hardly does.
  public static IndexSettings defaults(int cores) {
    return new IndexSettings(
        100_000, 4_000, Math.clamp(cores, 1, 8), Math.max(1, cores / 2), GraphSettings.standard());
  }

  /// Returns the settings with another threshold.
  public IndexSettings withGraphThreshold(int rows) {
    return new IndexSettings(rows, graphTail, threads, buildThreads, graph);
  }

  /// Returns the settings with another graph tail.
  public IndexSettings withGraphTail(int rows) {
    return new IndexSettings(graphThreshold, rows, threads, buildThreads, graph);
  }

  /// Returns the settings with other numbers of threads.
  public IndexSettings withThreads(int scanning, int building) {
    return new IndexSettings(graphThreshold, graphTail, scanning, building, graph);
  }
}
