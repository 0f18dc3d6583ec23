package app.akin.core.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Joins the results of this library and those of a shared one.
public final class MergedResults {
  private MergedResults() {}

  /// Returns two lists as one. Each stays in its order.
  ///
  /// @param own the results of this library, which go first among equal ones
  /// @param shared the results of the shared library
  /// @param order the order in which both are
  public static <T> List<T> of(List<T> own, List<T> shared, Comparator<? super T> order) {
    List<T> merged = new ArrayList<>(own.size() + shared.size());
    int at = 0;
    for (T next : own) {
      while (at < shared.size() && order.compare(shared.get(at), next) < 0) {
        merged.add(shared.get(at++));
      }
      merged.add(next);
    }
    merged.addAll(shared.subList(at, shared.size()));
    return merged;
  }
}
