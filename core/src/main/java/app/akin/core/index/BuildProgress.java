package app.akin.core.index;

/// Receives the progress of a graph build, and can slow it down or cancel it.
@FunctionalInterface
public interface BuildProgress {
  /// Called every few dozen rows by one building thread at a time. The build waits while it blocks.
  ///
  /// @param fraction completed fraction, 0 to 1
  /// @return whether to continue; false cancels the build without changes
  boolean update(double fraction);
}
