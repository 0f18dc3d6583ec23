package app.akin.core.evaluation.data;

import java.util.List;
import java.util.Set;

/// What is known of the photos for a query, by id. Other photos are wrong.
///
/// @param right the right photos, the target of the query first; empty if nothing fits, or if the
///   labels are not published
/// @param hardNegatives wrong photos that resemble right ones
/// @param leftOut photos that are removed from a ranking before it is measured: unknown ones, and
///   the query images if the protocol removes them
public record Judgements(List<String> right, Set<String> hardNegatives, Set<String> leftOut) {
  /// Creates judgements.
  public Judgements {
    right = List.copyOf(right);
    hardNegatives = Set.copyOf(hardNegatives);
    leftOut = Set.copyOf(leftOut);
  }

  /// Creates judgements that only name right photos.
  Judgements(List<String> right) {
    this(right, Set.of(), Set.of());
  }
}
