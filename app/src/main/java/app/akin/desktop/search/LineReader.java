package app.akin.desktop.search;

import app.akin.core.query.ParsedLine;

/// Reads what a typed line says: text, excluded texts and facts. Called for each keystroke on the
/// JavaFX thread, so it must not access files. Thread-safe.
@FunctionalInterface
public interface LineReader {
  /// Returns what a line says.
  ///
  /// @param line the typed line
  /// @param hasPicture whether the query has an image, so that words are an edit of it
  ParsedLine read(String line, boolean hasPicture);
}
