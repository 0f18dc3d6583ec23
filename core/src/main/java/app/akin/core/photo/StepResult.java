package app.akin.core.photo;

/// What an undone or repeated step changed.
///
/// @param kind what the step does
/// @param changed number of changed values
/// @param left number of values that stay because they were changed since
public record StepResult(StepKind kind, int changed, int left) {
  /// Returns the sum with another part of the same step.
  public StepResult plus(StepResult part) {
    return new StepResult(kind, changed + part.changed, left + part.left);
  }
}
