package app.akin.core.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Joins the results of this library and those of a shared one. Those of each stay in their order.
public final class MergedResults {
  private MergedResults() {}

  /// Returns two lists as one.
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

  /// Returns the results of two models, whose scores are not comparable, as one list: by relevance
  /// band, and in each band alternately.
  ///
  /// @param band returns the band of a result
  public static <T> List<T> byBand(
      List<T> own, List<T> shared, Function<? super T, RelevanceBand> band) {
    List<T> merged = new ArrayList<>(own.size() + shared.size());
    for (RelevanceBand each : RelevanceBand.values()) {
      List<T> first = own.stream().filter(result -> band.apply(result) == each).toList();
      List<T> second = shared.stream().filter(result -> band.apply(result) == each).toList();
      for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
        if (i < first.size()) {
          merged.add(first.get(i));
        }
        if (i < second.size()) {
          merged.add(second.get(i));
        }
      }
    }
    return merged;
  }

  /// Returns whether another model answered for the shared library than for this one.
  public static boolean areOfTwoModels(SearchAnswer own, SharedAnswer shared) {
    return own.model().isPresent()
        && shared.model().isPresent()
        && !own.model().equals(shared.model());
  }
}
