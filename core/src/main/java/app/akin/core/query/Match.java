package app.akin.core.query;

import app.akin.core.query.FactValue.Text;
import java.util.List;

/// A fact that words of a line may state.
///
/// @param from first token
/// @param to token after the last
/// @param cut first token that goes with it: articles of a marker before it
/// @param reading whether it is taken
/// @param field its field
/// @param negated whether it is the absence of something
/// @param values its values
/// @param southern its values if seasons are those of the southern hemisphere
/// @param comparison whether it must hold together with other facts of its field
record Match(
    int from,
    int to,
    int cut,
    Reading reading,
    FactField field,
    boolean negated,
    List<FactValue> values,
    List<FactValue> southern,
    boolean comparison) {
  /// Whether a match is taken as a fact.
  enum Reading {
    /// Wherever it stands.
    FORM,
    /// Unless a plain word follows.
    NAME,
    /// A fact of which only the offer is made.
    OFFER,
    /// Words that state no fact, and hide those that their parts state.
    WORDS
  }

  static Match of(Reading reading, int from, int to, FactField field, FactValue value) {
    return new Match(from, to, from, reading, field, false, List.of(value), List.of(value), false);
  }

  static Match of(Reading reading, int from, int to, FactField field, String word) {
    return of(reading, from, to, field, new Text(word));
  }

  static Match form(int from, int to, FactField field, List<? extends FactValue> values) {
    List<FactValue> copy = List.copyOf(values);
    return new Match(from, to, from, Reading.FORM, field, false, copy, copy, false);
  }

  /// Returns a match of dates.
  ///
  /// @param north the dates in the northern hemisphere
  /// @param south the dates in the southern hemisphere
  static Match dates(int from, int to, List<FactValue.Dates> north, List<FactValue.Dates> south) {
    return new Match(
        from,
        to,
        from,
        Reading.FORM,
        FactField.DATE,
        false,
        List.copyOf(north),
        List.copyOf(south),
        false);
  }

  /// Returns a match that keeps tokens words.
  static Match words(int from, int to) {
    return of(Reading.WORDS, from, to, FactField.NAME, "");
  }

  Match as(Reading other) {
    return new Match(from, to, cut, other, field, negated, values, southern, comparison);
  }

  Match from(int other) {
    return new Match(
        other, to, Math.min(cut, other), reading, field, negated, values, southern, comparison);
  }

  Match cutFrom(int other) {
    return new Match(from, to, other, reading, field, negated, values, southern, comparison);
  }

  Match to(int other) {
    return new Match(from, other, cut, reading, field, negated, values, southern, comparison);
  }

  Match negate() {
    return new Match(from, to, cut, reading, field, !negated, values, southern, comparison);
  }

  Match compared() {
    return new Match(from, to, cut, reading, field, negated, values, southern, true);
  }

  boolean isFact() {
    return reading == Reading.FORM || reading == Reading.NAME;
  }

  int length() {
    return to - from;
  }
}
