package app.akin.desktop.notice;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A notice: one sentence.
///
/// @param severity the severity
/// @param text what happened and what to do
/// @param code the error code; empty if it is no error
/// @param action the action it offers, or null
public record Notice(Severity severity, String text, String code, @Nullable Action action) {
  /// Severity of a notice.
  public enum Severity {
    /// Information.
    INFORMATION,
    /// An action failed.
    PROBLEM
  }

  /// An action, shown as a button.
  ///
  /// @param words the label of the button
  /// @param run called on the JavaFX thread
  public record Action(String words, Runnable run) {}

  /// Returns the action, if any.
  public Optional<Action> offer() {
    return Optional.ofNullable(action);
  }
}
