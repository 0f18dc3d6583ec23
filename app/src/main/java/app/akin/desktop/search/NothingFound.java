package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Why facts find no photo.
public sealed interface NothingFound {
  /// The first and the last year with photos.
  record Years(int first, int last) {}

  /// No photo has a fact.
  record One(Fact fact) implements NothingFound {}

  /// A date lies outside the years of the library.
  ///
  /// @param fact the date
  /// @param years the years with photos
  record OutsideYears(Fact fact, Years years) implements NothingFound {}

  /// Two facts exclude each other.
  ///
  /// @param first a fact
  /// @param firstPhotos number of photos with the first fact
  /// @param second another fact
  /// @param secondPhotos number of photos with the second fact
  record Pair(Fact first, int firstPhotos, Fact second, int secondPhotos) implements NothingFound {}

  /// All facts together have no photo, but each two do.
  record Together(List<Fact> facts) implements NothingFound {
    /// Copies the list.
    public Together {
      facts = List.copyOf(facts);
    }
  }

  /// Returns why facts find nothing; empty if they find photos.
  ///
  /// @param facts the facts of a query
  /// @param count returns the number of photos that have all facts of a list
  /// @param years the years with photos; null if no photo has a date
  static Optional<NothingFound> explain(
      List<Fact> facts, ToIntFunction<List<Fact>> count, @Nullable Years years) {
    if (facts.isEmpty() || count.applyAsInt(facts) > 0) {
      return Optional.empty();
    }
    int[] alone = facts.stream().mapToInt(fact -> count.applyAsInt(List.of(fact))).toArray();
    for (int i = 0; i < alone.length; i++) {
      Fact fact = facts.get(i);
      if (alone[i] == 0) {
        return Optional.of(
            years != null && isOutside(fact, years)
                ? new OutsideYears(fact, years)
                : new One(fact));
      }
    }
    for (int i = 0; i < alone.length; i++) {
      for (int j = i + 1; j < alone.length; j++) {
        if (count.applyAsInt(List.of(facts.get(i), facts.get(j))) == 0) {
          return Optional.of(new Pair(facts.get(i), alone[i], facts.get(j), alone[j]));
        }
      }
    }
    return Optional.of(new Together(facts));
  }

  private static boolean isOutside(Fact fact, Years years) {
    return fact.field() == FactField.DATE
        && !fact.negated()
        && fact.values().stream()
            .allMatch(
                value ->
                    value instanceof FactValue.Dates(LocalDateTime from, LocalDateTime to)
                        && ((from != null && from.getYear() > years.last())
                            || (to != null && !to.isAfter(start(years.first())))));
  }

  private static LocalDateTime start(int year) {
    return LocalDateTime.of(year, 1, 1, 0, 0);
  }
}
