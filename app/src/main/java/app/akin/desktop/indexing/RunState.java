package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestStatus;
import app.akin.core.photo.AkinException;

/// How taking photos in stands.
public sealed interface RunState {
  /// Nothing is taken in, and there is nothing to say about it.
  record Idle() implements RunState {}

  /// A run is about to begin: the model and the library are opened for it.
  record Starting() implements RunState {}

  /// A run is under way.
  ///
  /// @param status where it stood a moment ago
  record Running(IngestStatus status) implements RunState {}

  /// A run has ended, by itself or because it was stopped.
  ///
  /// @param report what it did
  record Ended(IngestReport report) implements RunState {}

  /// A run could not begin or go on.
  ///
  /// @param problem why
  record Failed(AkinException problem) implements RunState {}
}
