package app.akin.core.index;

/// How an index searches and builds.
///
/// @param graphThreshold rows from which a graph is wanted and used; see [#defaults]
/// @param graphTail rows that a graph must lack before it is built again, beside a tenth of its own
/// @param threads threads of one exact scan, the calling one among them
/// @param buildThreads threads that build a graph, the calling one among them
/// @param degree neighbours kept for each row of a graph
/// @param buildBeam candidates considered for each row while building
/// @param alpha how much nearer a kept neighbour must be for another to be dropped; above 1 keeps
///   longer edges
/// @param overflow how far lists may exceed the degree while building, as a ratio
/// @param searchBeam candidates a graph search keeps at least
/// @param beamPerResult candidates it keeps for each result asked for
/// @param entries places from which the search of the bottom level sets out
public record IndexSettings(
    int graphThreshold,
    int graphTail,
    int threads,
    int buildThreads,
    int degree,
    int buildBeam,
    float alpha,
    float overflow,
    int searchBeam,
    int beamPerResult,
    int entries) {

  /// Checks the ranges.
  public IndexSettings {
    if (graphThreshold < 1
        || graphTail < 0
        || threads < 1
        || buildThreads < 1
        || degree < 2
        || buildBeam < 1
        || alpha < 1
        || overflow < 1
        || searchBeam < 1
        || beamPerResult < 1
        || entries < 1) {
      throw new IllegalArgumentException("out of range");
    }
  }

  /// What suits a person's machine with so many cores.
  public static IndexSettings defaults(int cores) {
    return new IndexSettings(
        100_000,
        4_000,
        Math.clamp(cores, 1, 8),
        Math.max(1, cores / 2),
        32,
        100,
        1.2f,
        1.2f,
        300,
        14,
        32);
  }

  /// The same with another threshold.
  public IndexSettings withGraphThreshold(int rows) {
    return new IndexSettings(
        rows,
        graphTail,
        threads,
        buildThreads,
        degree,
        buildBeam,
        alpha,
        overflow,
        searchBeam,
        beamPerResult,
        entries);
  }

  /// The same with another number of rows that make a graph stale.
  public IndexSettings withGraphTail(int rows) {
    return new IndexSettings(
        graphThreshold,
        rows,
        threads,
        buildThreads,
        degree,
        buildBeam,
        alpha,
        overflow,
        searchBeam,
        beamPerResult,
        entries);
  }

  /// The same with other numbers of threads.
  public IndexSettings withThreads(int scanning, int building) {
    return new IndexSettings(
        graphThreshold,
        graphTail,
        scanning,
        building,
        degree,
        buildBeam,
        alpha,
        overflow,
        searchBeam,
        beamPerResult,
        entries);
  }

  /// How many candidates a graph search for `k` results keeps.
  int beam(int k) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(searchBeam, (long) k * beamPerResult));
  }
}
