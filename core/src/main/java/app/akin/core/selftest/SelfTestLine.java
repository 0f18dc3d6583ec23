package app.akin.core.selftest;

import java.time.Duration;

/// The result of one step.
///
/// @param step the step
/// @param passed whether it passed
/// @param detail short English description of the result or the failure
/// @param time duration
public record SelfTestLine(Step step, boolean passed, String detail, Duration time) {
  /// The steps in order.
  public enum Step {
    /// Loads SQLite; writes and reads a row.
    DATABASE,
    /// Compares a search by codes with an exact search over synthetic vectors.
    INDEX,
    /// Loads PyTorch.
    ENGINE,
    /// Compares the starter model with its reference features.
    STARTER,
    /// Compiles a synthetic official checkpoint and compares it with its reference features.
    CHECKPOINT,
    /// Decodes an image of every format.
    FORMATS,
    /// Indexes photos and finds one by an image and a text.
    SEARCH,
    /// Renders the window off screen.
    WINDOW
  }
}
