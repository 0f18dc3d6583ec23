package app.akin.desktop.search;

import app.akin.core.photo.AkinException;
import java.util.List;

/// What the search bar says below itself about the question.
public sealed interface Hint {
  /// Nothing.
  record None() implements Hint {}

  /// A sentence of the window's.
  record Said(String key, List<Object> arguments) implements Hint {}

  /// Why the question has no answer, in core's own sentence.
  record Refused(AkinException problem) implements Hint {}
}
