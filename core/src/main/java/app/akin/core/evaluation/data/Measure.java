package app.akin.core.evaluation.data;

/// A measure of a ranking: what is counted, and among how many photos from the start.
///
/// @param kind what is counted
/// @param k number of photos from the start of the ranking, or [#WHOLE]
public record Measure(Kind kind, int k) {
  /// The value of [#k] for the whole ranking.
  public static final int WHOLE = 0;

  /// What a measure counts. Photos that the query leaves out are removed from the ranking before.
  public enum Kind {
    /// The sum of the precisions at the ranks of right photos, divided by `min(k, right photos)`.
    AVERAGE_PRECISION("mAP"),
    /// The area under the curve of precision over recall by the trapezoidal rule, as in the
    /// evaluation of Oxford buildings.
    TRAPEZOIDAL_AVERAGE_PRECISION("mAP"),
    /// The share of the right photos among the first k.
    RECALL("Recall"),
    /// The right photos among the first k, divided by `min(k, right photos)`.
    CAPPED_RECALL("CappedRecall"),
    /// The share of the right photos among the first k of the query's subset.
    SUBSET_RECALL("SubsetRecall"),
    /// The share of right photos in the first k places.
    PRECISION("Precision"),
    /// The hard negatives among the first k, divided by `min(k, hard negatives)`; lower is better.
    NEGATIVE_RECALL("NegRecall");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /// Creates a measure.
  public Measure {
    if (k < 0) {
      throw new IllegalArgumentException("k = " + k);
    }
  }

  /// Returns the name that publications use, such as `mAP@5`.
  public String label() {
    return k == WHOLE ? kind.label : kind.label + "@" + k;
  }

  /// Returns whether a lower value is better.
  public boolean lowerIsBetter() {
    return kind == Kind.NEGATIVE_RECALL;
  }
}
