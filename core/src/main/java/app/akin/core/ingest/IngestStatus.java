package app.akin.core.ingest;

import java.time.Duration;
import java.util.Optional;

/// Where a run stands: one immutable picture of it, for polling.
///
/// @param phase what it is doing
/// @param files files seen so far that may be photos
/// @param toDo photos that were new or changed when the folders were looked through; 0 until then
/// @param done of these, how many are finished, failed ones included
/// @param embedded pictures embedded
/// @param failed photos that could not be taken in
/// @param graph how much of the index's graph is built, 0 to 1, while it is
/// @param photosPerSecond the rate of the last half minute or so; 0 until there is one
/// @param remaining the time left at that rate
public record IngestStatus(
    Phase phase,
    long files,
    long toDo,
    long done,
    long embedded,
    long failed,
    double graph,
    double photosPerSecond,
    Optional<Duration> remaining) {
  /// The stages of a run, in their order.
  public enum Phase {
    /// Looking through the folders for what is new, changed or gone.
    LOOKING,
    /// Reading, embedding and storing photos.
    TAKING_IN,
    /// Making the index ready for search.
    INDEXING,
    /// Finished or stopped.
    ENDED
  }
}
