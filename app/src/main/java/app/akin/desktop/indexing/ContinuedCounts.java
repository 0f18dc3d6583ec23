package app.akin.desktop.indexing;

import app.akin.core.ingest.IngestReport;
import app.akin.core.ingest.IngestStatus;

/// The photos of the runs that the current one continues, for example after a folder was added.
/// They are counted as part of it.
///
/// @param done finished photos
/// @param embedded embedded photos
record ContinuedCounts(long done, long embedded) {
  /// A run that continues no other.
  static final ContinuedCounts NONE = new ContinuedCounts(0, 0);

  /// Adds a run that has ended.
  ContinuedCounts plus(IngestStatus status, IngestReport report) {
    return new ContinuedCounts(done + status.done(), embedded + report.embedded());
  }

  /// Returns the status with these photos. They are known once the scan has counted the photos that
  /// are left.
  IngestStatus with(IngestStatus status) {
    long counted = status.toDo() > 0 ? done : 0;
    return new IngestStatus(
        status.phase(),
        status.files(),
        status.toDo() + counted,
        status.done() + counted,
        status.embedded() + embedded,
        status.failed(),
        status.fraction(),
        status.photosPerSecond(),
        status.remaining(),
        status.precisions(),
        status.throttle());
  }

  /// Returns the report with these photos.
  IngestReport with(IngestReport report) {
    return new IngestReport(
        report.files(),
        report.photos(),
        report.embedded() + embedded,
        report.unchanged(),
        report.failed(),
        report.removed(),
        report.videos(),
        report.unavailable(),
        report.losses(),
        report.slowDecoderReason(),
        report.moved(),
        report.stopped(),
        report.model(),
        report.time(),
        report.shared());
  }
}
