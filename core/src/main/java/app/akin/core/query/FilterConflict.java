package app.akin.core.query;

import java.util.List;

/// Why no photo matches a filter.
public sealed interface FilterConflict {
  /// One fact alone finds nothing.
  ///
  /// @param fact the fact
  /// @param years the years of the library, ascending, if the fact is a date outside of them;
  ///   otherwise empty
  record Alone(Fact fact, List<Integer> years) implements FilterConflict {
    /// Copies the list.
    public Alone {
      years = List.copyOf(years);
    }
  }

  /// The fact asks for videos, which are counted but not searched.
  ///
  /// @param fact the fact
  record Videos(Fact fact) implements FilterConflict {}

  /// Two facts each find photos, but none has both.
  ///
  /// @param one the first fact
  /// @param oneCount number of photos that have it
  /// @param other the second fact
  /// @param otherCount number of photos that have that
  record Pair(Fact one, long oneCount, Fact other, long otherCount) implements FilterConflict {}

  /// Any two conditions find photos, but all of them together do not.
  record Together() implements FilterConflict {}
}
