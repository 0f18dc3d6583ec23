package app.akin.core.index;

/// Hears how far the building of a graph has come, and paces it.
@FunctionalInterface
public interface BuildProgress {
  /// Called after every few dozen rows, by the building threads, one at a time. While it blocks,
  /// building waits.
  ///
  /// @param fraction how much is done, 0 to 1
  /// @return whether to go on; after false the building ends and nothing has changed
  boolean reached(double fraction);
}
