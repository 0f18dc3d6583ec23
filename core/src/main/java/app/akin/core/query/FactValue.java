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

  /// A rectangle of coordinates in degrees, borders included, rounded to 4 decimals (11 metres). It
  /// crosses the date line if its west is greater than its east.
  ///
  /// @param south latitude, -90 to 90
  /// @param west longitude, -180 to 180
  /// @param north latitude, not below the south
  /// @param east longitude, -180 to 180
  record Area(double south, double west, double north, double east) implements FactValue {
    private static final double DECIMALS = 1e4;

    /// Rounds and checks the bounds.
    public Area {
      south = rounded(south);
      west = rounded(west);
      north = rounded(north);
      east = rounded(east);
      if (!(south >= -90 && south <= north && north <= 90)
          || !(Math.abs(west) <= 180 && Math.abs(east) <= 180)) {
        throw new IllegalArgumentException("not an area");
      }
    }

    /// Returns the smallest area with these bounds in it.
    public static Area around(double south, double west, double north, double east) {
      return new Area(
          Math.floor(south * DECIMALS) / DECIMALS,
          Math.floor(west * DECIMALS) / DECIMALS,
          Math.ceil(north * DECIMALS) / DECIMALS,
          Math.ceil(east * DECIMALS) / DECIMALS);
    }

    private static double rounded(double degrees) {
      // Adding zero makes a negative zero positive.
      return Math.rint(degrees * DECIMALS) / DECIMALS + 0.0;
    }

    /// Returns whether a point lies in the rectangle.
    public boolean contains(double latitude, double longitude) {
      boolean inside =
          west <= east
              ? longitude >= west && longitude <= east
              : longitude >= west || longitude <= east;
      return inside && latitude >= south && latitude <= north;
    }
  }
}
