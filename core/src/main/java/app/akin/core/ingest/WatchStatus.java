package app.akin.core.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a watcher stands: one immutable picture of it, for polling.
///
/// @param ready whether it hears what changes; until then it looks through the folders first
/// @param waiting changed files and folders that were heard of and not looked at yet
/// @param run the run under way, empty where nothing is to be done
/// @param runs how many runs it has ended
/// @param last what the last run did; empty before the first
/// @param problem why the last run could not be done, an [app.akin.core.photo.AkinException] where
///   it is known; empty where it could. It is tried again
/// @param unheard folders that send no events and are looked through now and then
public record WatchStatus(
    boolean ready,
    int waiting,
    Optional<IngestStatus> run,
    long runs,
    Optional<IngestReport> last,
    Optional<RuntimeException> problem,
    List<Path> unheard) {}
