package app.akin.core.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Status of a watcher: an immutable snapshot for polling.
///
/// @param ready whether the initial scan is complete and changes are being watched
/// @param pending number of changed files and folders that are not scanned yet
/// @param run status of the current run; empty if the watcher is idle
/// @param runs number of finished runs
/// @param lastReport report of the last run; empty before the first
/// @param problem why the last run failed, an [app.akin.core.photo.AkinException] if the cause is
///   known; empty if it succeeded. Failed runs are retried
/// @param unwatched folders without events, which are scanned periodically
public record WatchStatus(
    boolean ready,
    int pending,
    Optional<IngestStatus> run,
    long runs,
    Optional<IngestReport> lastReport,
    Optional<RuntimeException> problem,
    List<Path> unwatched) {}
