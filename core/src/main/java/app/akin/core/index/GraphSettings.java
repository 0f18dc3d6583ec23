package app.akin.core.index;

/// How graphs are built and searched; jvector's parameters under their usual names.
///
/// @param degree neighbours kept for each row
/// @param buildBeam candidates considered for each row while building
/// @param alpha how much nearer a neighbour must be to another neighbour than to the row to be
///   dropped, as a ratio of scores; 1 keeps the fewest edges
/// @param overflow how far lists may exceed the degree while building, as a ratio
/// @param searchBeam candidates a search keeps for up to [#RESULTS] results
/// @param beamPerResult candidates it keeps for each result beyond these: the farther a neighbour,
///   the more of its like there are, in the more places
/// @param entries places from which the search of the bottom level sets out
public record GraphSettings(
    int degree,
    int buildBeam,
    float alpha,
    float overflow,
    int searchBeam,
    int beamPerResult,
    int entries) {

  /// Results for which the least beam is wide enough.
  public static final int RESULTS = 50;

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

  /// Chosen on 100,000 vectors of 512 dimensions with queries from another cone, which make the
  /// wide beams necessary: 0.99 of the 50 nearest were found with 700 candidates, 0.98 of the 200
  /// nearest with 4,000. An alpha of 1 took a third of the building time of 1.2, with half the
  /// edges, for the same recall at the same cost: photos of one library lie in a narrow cone, their
  /// scores are much alike, and a ratio of 1.2 between them drops hardly an edge.
  public static GraphSettings standard() {
    return new GraphSettings(32, 160, 1.0f, 1.2f, 700, 36, 64);
  }

  /// How many candidates a search for `k` results keeps.
  double beam(double k) {
    return searchBeam + beamPerResult * Math.max(0, k - RESULTS);
  }
}
