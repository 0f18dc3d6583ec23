package app.akin.core.evaluation;

import java.util.List;
import java.util.OptionalDouble;

/// Finds the minimum cosine of a relevance band from labelled results.
final class FloorFit {
  private FloorFit() {}

  /// A result that the null distribution admits to the band.
  ///
  /// @param cosine the cosine with the text
  /// @param right whether the labels call it right
  record Hit(double cosine, boolean right) {}

  /// The results of a query.
  ///
  /// @param hits the results
  /// @param empty whether no photo is right
  record Answer(List<Hit> hits, boolean empty) {
    /// Creates an answer.
    Answer {
      hits = List.copyOf(hits);
    }
  }

  /// Returns the smallest cosine of a result such that the results from it on are precise enough:
  /// all of them together with those of queries to which nothing fits, and as the mean over the
  /// other queries.
  ///
  /// @param precision the minimum precision
  /// @param emptyShare the minimum share of queries to which nothing fits that have no result
  static OptionalDouble smallest(List<Answer> answers, double precision, double emptyShare) {
    return answers.stream()
        .flatMap(answer -> answer.hits().stream())
        .mapToDouble(Hit::cosine)
        .distinct()
        .sorted()
        .filter(floor -> suffices(answers, floor, precision, emptyShare))
        .findFirst();
  }

  private static boolean suffices(
      List<Answer> answers, double floor, double precision, double emptyShare) {
    long hits = 0;
    long right = 0;
    double means = 0;
    int answered = 0;
    int empty = 0;
    int silent = 0;
    for (Answer answer : answers) {
      long these = answer.hits().stream().filter(hit -> hit.cosine() >= floor).count();
      long good =
          answer.hits().stream().filter(hit -> hit.cosine() >= floor && hit.right()).count();
      hits += these;
      right += good;
      if (answer.empty()) {
        empty++;
        silent += these == 0 ? 1 : 0;
      } else if (these > 0) {
        means += (double) good / these;
        answered++;
      }
    }
    return answered > 0
        && right >= precision * hits
        && means >= precision * answered
        && silent >= emptyShare * empty;
  }
}
