package app.akin.core.evaluation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// Finds the minimum cosine and the minimum z-score of a relevance band from labelled results.
final class FloorFit {
  /// Number of right results that a minimum z-score must add, so that it is no accident.
  private static final int MIN_ADDED = 5;

  private FloorFit() {}

  /// A result that the null distribution admits to the band.
  ///
  /// @param cosine the cosine with the text
  /// @param z the z-score of the cosine; NaN if unknown
  /// @param right whether the labels call it right
  record Hit(double cosine, double z, boolean right) {}

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

  /// A floor: a result of the band reaches one of both.
  ///
  /// @param cosine the minimum cosine; empty if none suffices
  /// @param z the minimum z-score; empty if none suffices
  record Fitted(OptionalDouble cosine, OptionalDouble z) {
    /// Returns whether a result reaches the floor.
    boolean admits(double resultCosine, double resultZ) {
      return resultCosine >= cosine.orElse(Double.POSITIVE_INFINITY)
          || resultZ >= z.orElse(Double.POSITIVE_INFINITY);
    }
  }

  /// Returns the smallest cosine of a result such that the results from it on are precise enough,
  /// and the smallest z-score such that the results that it adds are precise enough, too: all of
  /// them together with those of queries to which nothing fits, and as the mean over the other
  /// queries.
  ///
  /// @param precision the minimum precision
  /// @param emptyShare the minimum share of queries to which nothing fits that have no result
  static Fitted fit(List<Answer> answers, double precision, double emptyShare) {
    OptionalDouble cosine =
        smallest(
            answers,
            Hit::cosine,
            floor -> isPrecise(answers, hit -> hit.cosine() >= floor, precision, emptyShare));
    Fitted byCosine = new Fitted(cosine, OptionalDouble.empty());
    OptionalDouble z =
        smallest(
            answers,
            hit -> byCosine.admits(hit.cosine(), Double.NaN) ? Double.NaN : hit.z(),
            floor -> {
              Predicate<Hit> added =
                  hit -> hit.z() >= floor && !byCosine.admits(hit.cosine(), Double.NaN);
              return right(answers, added) >= MIN_ADDED
                  && isPrecise(answers, added, precision, 0)
                  && isPrecise(
                      answers,
                      hit -> hit.z() >= floor || byCosine.admits(hit.cosine(), Double.NaN),
                      precision,
                      emptyShare);
            });
    return new Fitted(cosine, z);
  }

  /// Returns the smallest value of a result that meets a condition. NaN is no value.
  private static OptionalDouble smallest(
      List<Answer> answers, ToDoubleFunction<Hit> value, Predicate<Double> condition) {
    return answers.stream()
        .flatMap(answer -> answer.hits().stream())
        .mapToDouble(value)
        .filter(Double::isFinite)
        .distinct()
        .sorted()
        .filter(condition::test)
        .findFirst();
  }

  private static long right(List<Answer> answers, Predicate<Hit> admitted) {
    return answers.stream()
        .flatMap(answer -> answer.hits().stream())
        .filter(hit -> hit.right() && admitted.test(hit))
        .count();
  }

  /// Returns whether the admitted results are precise enough.
  static boolean isPrecise(
      List<Answer> answers, Predicate<Hit> admitted, double precision, double emptyShare) {
    long hits = 0;
    long right = 0;
    double means = 0;
    int answered = 0;
    int empty = 0;
    int silent = 0;
    for (Answer answer : answers) {
      long these = answer.hits().stream().filter(admitted).count();
      long good = answer.hits().stream().filter(hit -> hit.right() && admitted.test(hit)).count();
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
