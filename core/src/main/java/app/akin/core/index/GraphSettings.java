package app.akin.core.index;

/// Parameters of graph building and search, under their usual names.
///
/// @param degree maximum neighbours per row
/// @param buildBeam candidates per row while building
/// @param alpha a neighbour is dropped if another neighbour is closer to it by this ratio of
///   scores; 1 keeps the fewest edges
/// @param overflow ratio by which lists may exceed the degree while building
/// @param searchBeam candidates of a search for up to [#BASE_RESULTS] results
/// @param beamPerResult additional candidates per additional result, because distant neighbours are
///   more numerous and more spread out
/// @param entries entry points of the bottom level
public record GraphSettings(
    int degree,
    int buildBeam,
    float alpha,
    float overflow,
    int searchBeam,
    int beamPerResult,
    int entries) {

  /// Number of results covered by the minimum beam.
  public static final int BASE_RESULTS = 50;

  /// Checks the ranges.
  public GraphSettings {
    if (degree < 2
        || buildBeam < 1
        || alpha < 1
        || overflow < 1
        || searchBeam < 1
        || beamPerResult < 1
        || entries < 1) {
      throw new IllegalArgumentException("out of range");
    }
  }

  /// Returns the default settings. They were chosen on 100,000 vectors of 512 dimensions with
  /// queries from another cone, which require wide beams: 0.99 of the 50 nearest were found with
  /// 700 candidates, 0.98 of the 200 nearest with 4,000. An alpha of 1 took a third of the build
  /// time of 1.2, with half the edges, at the same recall and search cost: the photos of a library
  /// lie in a narrow cone with similar scores, so a ratio of 1.2 drops hardly any edge.
  public static GraphSettings standard() {
    return new GraphSettings(32, 160, 1.0f, 1.2f, 700, 36, 64);
  }

  /// Returns the number of candidates for `k` results.
  double beam(double k) {
    return searchBeam + beamPerResult * Math.max(0, k - BASE_RESULTS);
  }
}
