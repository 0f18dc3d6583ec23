package app.akin.core.index;

import java.util.List;

/// The result of a search.
///
/// @param best the nearest contents, best first, equal scores by id
/// @param exact whether every allowed content was scored, so that none can be missing; scores do
///   not depend on it
public record Nearest<T>(List<T> best, boolean exact) {
  /// Copies the list.
  public Nearest {
    best = List.copyOf(best);
  }
}
