package app.akin.desktop.search;

import app.akin.core.query.Facet;

/// A suggestion for the typed line.
sealed interface Suggestion {
  /// A fact of the library that completes the words before the caret.
  ///
  /// @param value the fact
  /// @param start first index of the words that it completes
  /// @param end index after them
  record Held(Facet value, int start, int end) implements Suggestion {}

  /// An earlier search.
  record Recent(String line) implements Suggestion {}

  /// An example made from the library.
  record Example(String line) implements Suggestion {}
}
