package app.akin.core.query;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fact that photos must have: an exact filter.
///
/// @param field what it is about
/// @param negated whether photos must not have it; photos that lack the field match then
/// @param values alternatives, at least one
public record Fact(FactField field, boolean negated, List<FactValue> values) {
  /// Copies the values.
  public Fact {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no value");
    }
  }

  /// Returns a fact with one value.
  public static Fact of(FactField field, FactValue value) {
    return new Fact(field, false, List.of(value));
  }

  /// Returns the canonical form, such as `camera:"iphone 13"`.
  public String canonical() {
    return FactSyntax.format(this);
  }

  /// Returns the fact that the date of a photo is in a range of days.
  ///
  /// @param from first day, null for no limit
  /// @param before day after the last, null for no limit
  public static Fact taken(@Nullable LocalDate from, @Nullable LocalDate before) {
    return of(
        FactField.DATE,
        new FactValue.Dates(
            from == null ? null : from.atStartOfDay(),
            before == null ? null : before.atStartOfDay()));
  }

  /// Returns the opposite fact.
  public Fact negate() {
    return new Fact(field, !negated, values);
  }
}
