package app.akin.desktop.search;

import app.akin.core.photo.AkinException;
import java.util.List;

/// A hint about the query, shown below the search bar.
public sealed interface Hint {
  /// No hint.
  record None() implements Hint {}

  /// A text of the window.
  record Message(String key, List<Object> arguments) implements Hint {}

  /// The problem of the query.
  record Failure(AkinException problem) implements Hint {}
}
