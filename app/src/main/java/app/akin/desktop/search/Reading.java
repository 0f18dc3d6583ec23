package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.ParsedLine;
import java.util.List;

/// A typed line and what it says.
///
/// @param words the typed line
/// @param line what it says
record Reading(String words, ParsedLine line) {
  /// An empty line.
  static final Reading NONE = new Reading("", new ParsedLine("", List.of(), List.of(), List.of()));

  /// Returns whether the line restricts nothing, such as one of small words only.
  boolean isEmpty() {
    return line.text().isBlank() && line.minus().isEmpty() && line.facts().isEmpty();
  }

  /// Returns whether two lines differ at most in their excluded texts.
  static boolean isSameBesideMinus(ParsedLine one, ParsedLine other) {
    return one.text().equals(other.text()) && facts(one).equals(facts(other));
  }

  private static List<Fact> facts(ParsedLine line) {
    return line.facts().stream().map(ParsedLine.Chip::fact).toList();
  }
}
