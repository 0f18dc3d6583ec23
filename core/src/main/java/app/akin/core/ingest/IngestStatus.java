package app.akin.core.ingest;

import app.akin.core.model.PrecisionTable;
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
/// @param part how much of the check or of the index's graph is done, 0 to 1, while it goes on
/// @param photosPerSecond the rate of the last half minute or so; 0 until there is one
/// @param remaining the time left at that rate
/// @param check what the run found of the model's precisions, where it had to look
/// @param pace how it works now: paused, for one
public record IngestStatus(
    Phase phase,
    long files,
    long toDo,
    long done,
    long embedded,
    long failed,
    double part,
    double photosPerSecond,
    Optional<Duration> remaining,
    Optional<PrecisionTable> check,
    Throttle pace) {
  /// The status of a run that works with all it has.
  public IngestStatus(
      Phase phase,
      long files,
      long toDo,
      long done,
      long embedded,
      long failed,
      double part,
      double photosPerSecond,
      Optional<Duration> remaining,
      Optional<PrecisionTable> check) {
    this(
        phase,
        files,
        toDo,
        done,
        embedded,
        failed,
        part,
        photosPerSecond,
        remaining,
        check,
        Throttle.FULL);
  }

  /// The stages of a run, in their order.
  public enum Phase {
    /// Looking through the folders for what is new, changed or gone.
    LOOKING,
    /// Trying the model's precisions on this machine: the first time it is used here.
    CHECKING,
    /// Reading, embedding and storing photos.
    TAKING_IN,
    /// Making the index ready for search.
    INDEXING,
    /// Finished or stopped.
    ENDED
  }
}
