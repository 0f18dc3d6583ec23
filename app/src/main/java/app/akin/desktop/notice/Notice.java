package app.akin.desktop.notice;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One sentence for people.
///
/// @param tone how much it matters
/// @param sentence what happened and what to do
/// @param code what the log calls it; empty where nothing went wrong
/// @param action what the person can do about it at once; null for nothing
public record Notice(Tone tone, String sentence, String code, @Nullable Action action) {
  /// How much a notice matters.
  public enum Tone {
    /// Good to know.
    INFORMATION,
    /// Something was not done.
    PROBLEM
  }

  /// Something to do, as a button.
  ///
  /// @param words what the button says
  /// @param run what it does, on the JavaFX thread
  public record Action(String words, Runnable run) {}

  /// The action, where there is one.
  public Optional<Action> offer() {
    return Optional.ofNullable(action);
  }
}
