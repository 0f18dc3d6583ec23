package app.akin.core.evaluation.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// How a label set is measured.
///
/// @param measures the measures, in the order of publications
/// @param averaging how the value of the whole set is computed
public record Protocol(List<Measure> measures, Averaging averaging) {
  /// How the value of a whole set is computed from its queries.
  public enum Averaging {
    /// The mean over all queries.
    QUERIES,
    /// The mean over the categories of their means.
    CATEGORIES
  }

  /// Creates a protocol.
  public Protocol {
    measures = List.copyOf(measures);
  }

  /// Returns a protocol that averages over queries, with measures of a kind for several numbers of
  /// photos.
  public static Protocol overQueries(Measure.Kind kind, int... ks) {
    return new Protocol(List.of(), Averaging.QUERIES).and(kind, ks);
  }

  /// Returns a protocol that averages over categories, with measures of a kind for several numbers
  /// of photos.
  static Protocol overCategories(Measure.Kind kind, int... ks) {
    return new Protocol(List.of(), Averaging.CATEGORIES).and(kind, ks);
  }

  /// Returns this protocol with further measures at the end.
  public Protocol and(Measure.Kind kind, int... ks) {
    return new Protocol(
        Stream.concat(measures.stream(), Arrays.stream(ks).mapToObj(k -> new Measure(kind, k)))
            .toList(),
        averaging);
  }

  /// Returns the number of photos of each ranking that the measures read, not counting subsets and
  /// photos that queries leave out; [Integer#MAX_VALUE] for whole rankings.
  public int depth() {
    return measures.stream()
        .filter(measure -> measure.kind() != Measure.Kind.SUBSET_RECALL)
        .mapToInt(measure -> measure.k() == Measure.WHOLE ? Integer.MAX_VALUE : measure.k())
        .max()
        .orElse(0);
  }
}
