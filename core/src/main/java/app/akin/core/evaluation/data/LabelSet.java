package app.akin.core.evaluation.data;

import app.akin.core.photo.Problem;
import java.nio.file.Path;
import java.util.List;

/// Labelled queries over a gallery, with the protocol of their publisher.
///
/// A query image that does not exist makes its query unusable. A photo of the gallery that does not
/// exist is removed from the gallery and from all judgements; a query that loses its last right
/// photo by this is unusable. Unusable queries are not among [#queries]; [#warnings] counts them.
///
/// @param benchmark the kind of label set
/// @param name the name with the split, such as `CIRCO val`
/// @param protocol how it is measured
/// @param gallery the photos
/// @param queries the usable queries, in the order of the label set
/// @param missing the files that do not exist, each once
/// @param warnings what the user should know about the set, such as the number of missing files
public record LabelSet(
    Benchmark benchmark,
    String name,
    Protocol protocol,
    Gallery gallery,
    List<LabelledQuery> queries,
    List<Path> missing,
    List<Problem> warnings) {
  /// Creates a label set.
  public LabelSet {
    queries = List.copyOf(queries);
    missing = List.copyOf(missing);
    warnings = List.copyOf(warnings);
  }

  /// Returns the set with another protocol and some of its queries, without what is missing.
  public LabelSet with(Protocol other, List<LabelledQuery> some) {
    return new LabelSet(benchmark, name, other, gallery, some, List.of(), List.of());
  }

  /// Returns whether a query has paraphrases.
  public boolean hasParaphrases() {
    return queries.stream().anyMatch(query -> !query.parts().paraphrases().isEmpty());
  }
}
