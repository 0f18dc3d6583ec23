package app.akin.core.selftest;

import java.time.Duration;

/// What became of one step.
///
/// @param step the step
/// @param passed whether it is as it should be
/// @param detail what was found, or what went wrong, in a short English phrase
/// @param time how long it took
public record SelfTestLine(Step step, boolean passed, String detail, Duration time) {
  /// What is looked at, in order.
  public enum Step {
    /// SQLite loads; a row is written and read.
    DATABASE,
    /// jvector loads; a graph over made vectors finds what comparing all of them finds.
    INDEX,
    /// PyTorch loads.
    ENGINE,
    /// The model inside gives the numbers that its authors' own tools give.
    STARTER,
    /// An official checkpoint, made on the spot, is compiled and gives its numbers.
    CHECKPOINT,
    /// A picture of every format is decoded.
    FORMATS,
    /// Photos are taken in, and a picture with words finds the right one.
    SEARCH,
    /// The window is drawn, on a screen in memory.
    WINDOW
  }
}
