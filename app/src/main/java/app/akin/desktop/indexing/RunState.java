package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestStatus;
import app.akin.core.photo.AkinException;

/// The state of indexing.
public sealed interface RunState {
  /// No run, and no outcome to show.
  record Idle() implements RunState {}

  /// A run is about to start; the model and the library are being opened.
  record Starting() implements RunState {}

  /// A run is active.
  ///
  /// @param status its latest status
  record Running(IngestStatus status) implements RunState {}

  /// A run has completed or was stopped.
  ///
  /// @param report its report
  record Ended(IngestReport report) implements RunState {}

  /// A run failed.
  ///
  /// @param problem the reason
  record Failed(AkinException problem) implements RunState {}
}
