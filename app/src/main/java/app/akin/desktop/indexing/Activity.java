package app.akin.desktop.indexing;

import java.util.Optional;

/// What an [IndexingModel] is doing. A run and a change of the library exclude each other, because
/// a run holds the lock of the library.
sealed interface Activity {
  /// Returns the run, if there is one.
  default Optional<IndexingRun> run() {
    return switch (this) {
      case Idle _, Starting _ -> Optional.empty();
      case Running(IndexingRun current) -> Optional.of(current);
      case Changing(Optional<IndexingRun> ending) -> ending;
    };
  }

  /// Nothing.
  record Idle() implements Activity {}

  /// A run is about to start.
  record Starting() implements Activity {}

  /// A run is active.
  ///
  /// @param current the run
  record Running(IndexingRun current) implements Activity {}

  /// The library is changed, after the end of the run that was active.
  ///
  /// @param ending the run that is being stopped; empty once it has ended
  record Changing(Optional<IndexingRun> ending) implements Activity {}
}
