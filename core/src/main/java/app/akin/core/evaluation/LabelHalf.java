package app.akin.core.evaluation;

import app.akin.core.evaluation.data.Judgements;
import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelledQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A half of the photos of a label set and the queries over them. Photos are divided by their
/// names; a query with images belongs to the half of its first image.
///
/// @param contents the photos
/// @param queries the queries, with their right photos of this half
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record LabelHalf(long[] contents, List<LabelledQuery> queries) {
  /// Returns a half.
  ///
  /// @param test whether to return the test half, otherwise the tuning half
  static LabelHalf of(LabelSet labels, Answerer answerer, boolean test) {
    List<LabelledQuery> queries = new ArrayList<>();
    for (LabelledQuery query : labels.queries()) {
      boolean images = !query.parts().images().isEmpty();
      if (images && isTest(imageId(query)) != test) {
        continue;
      }
      Judgements all = query.judgements();
      List<String> right = all.right().stream().filter(id -> isTest(id) == test).toList();
      if (all.right().isEmpty() || !right.isEmpty()) {
        queries.add(
            new LabelledQuery(
                query.id(),
                query.category(),
                query.cluster(),
                query.parts(),
                Set.of(),
                Set.of(),
                new Judgements(right, all.hardNegatives(), all.leftOut())));
      }
    }
    return new LabelHalf(answerer.contents(id -> isTest(id) == test), queries);
  }

  /// Returns the queries of images and text to which a photo fits.
  List<LabelledQuery> composed() {
    return select(
        query ->
            !query.parts().images().isEmpty()
                && !query.parts().words().isEmpty()
                && !query.judgements().right().isEmpty());
  }

  /// Returns the queries with excluded text to which a photo fits.
  List<LabelledQuery> excluding() {
    return select(
        query -> !query.parts().excluded().isEmpty() && !query.judgements().right().isEmpty());
  }

  /// Returns the queries of text alone, also those to which nothing fits.
  List<LabelledQuery> texts() {
    return select(query -> query.parts().images().isEmpty() && query.parts().excluded().isEmpty());
  }

  private List<LabelledQuery> select(Predicate<LabelledQuery> condition) {
    return queries.stream().filter(condition).toList();
  }

  private static String imageId(LabelledQuery query) {
    return String.valueOf(query.parts().images().getFirst().file().getFileName());
  }

  /// Returns whether a photo is of the test half: by the hash of its file name, so that a photo
  /// that is a query image and one that is searched are in the same half.
  private static boolean isTest(String id) {
    String name = id.substring(id.lastIndexOf('/') + 1);
    int hash = name.hashCode() * 0x9E3779B9;
    return hash < 0;
  }
}
