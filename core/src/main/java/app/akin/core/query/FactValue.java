package app.akin.core.query;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import org.jspecify.annotations.Nullable;

/// The value of a fact.
public sealed interface FactValue {
  /// A text, or a word of the field.
  record Text(String text) implements FactValue {}

  /// A range of numbers in the unit of the field. A null bound is open.
  ///
  /// @param min lower bound
  /// @param above whether the lower bound itself is excluded
  /// @param max upper bound
  /// @param below whether the upper bound itself is excluded
  record Numbers(@Nullable Double min, boolean above, @Nullable Double max, boolean below)
      implements FactValue {
    /// Returns the range of one number.
    public static Numbers of(double number) {
      return new Numbers(number, false, number, false);
    }

    /// Returns whether the range is one number.
    public boolean isSingle() {
      return min != null && min.equals(max) && !above && !below;
    }
  }

  /// A range of local times. A null bound is open.
  ///
  /// @param from first moment
  /// @param to moment after the last
  record Dates(@Nullable LocalDateTime from, @Nullable LocalDateTime to) implements FactValue {}

  /// A day of any year.
  record Day(MonthDay day) implements FactValue {}

  /// A range of the clock, which may pass midnight.
  ///
  /// @param from first moment
  /// @param to moment after the last
  record Times(LocalTime from, LocalTime to) implements FactValue {}

  /// The surroundings of a place.
  ///
  /// @param place the place's identifier, such as "Berlin, Germany"
  /// @param kilometres the distance
  record Near(String place, double kilometres) implements FactValue {}
}
