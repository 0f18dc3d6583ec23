package app.akin.core.search;

/// How far feedback moves a query: `q + w(more, n) * unit(m) - w(less, k) * unit(l)`, where `q` is
/// the unit vector of the other parts, `m` and `l` are the weighted means of the raw features of
/// `n` photos that are right and of `k` that are wrong, and `w(bound, n) = bound * n² / (n² + 9)`.
///
/// This is the feedback of Rocchio ("Relevance Feedback in Information Retrieval", The SMART
/// Retrieval System, 1971) with weights that grow with the number of photos and stay below a bound,
/// so that the other parts keep at least a share of `1 / (1 + more + less)` of the weights.
///
/// @param more the bound of the weight of the photos that are right, 0 or positive
/// @param less the bound of the weight of the photos that are wrong, 0 or positive
public record FeedbackWeights(double more, double less) {
  /// The weights of searches, see `docs/decisions/0087-move-the-query-by-feedback.md`.
  public static final FeedbackWeights DEFAULT = new FeedbackWeights(0.4, 0.05);

  /// The square of the number of photos that have half of the weight.
  private static final double HALF = 9;

  /// Rejects negative weights.
  public FeedbackWeights {
    if (!(more >= 0 && less >= 0)) {
      throw new IllegalArgumentException(more + ", " + less);
    }
  }

  /// Returns the weight of photos that are right.
  ///
  /// @param photos their number
  double ofMore(int photos) {
    return growing(more, photos);
  }

  /// Returns the weight of photos that are wrong.
  ///
  /// @param photos their number
  double ofLess(int photos) {
    return growing(less, photos);
  }

  private static double growing(double bound, int photos) {
    return bound * photos * photos / (photos * photos + HALF);
  }
}
