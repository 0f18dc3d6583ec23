package app.akin.core.ingest;

import app.akin.core.model.precision.PrecisionTable;
import java.time.Duration;
import java.util.Optional;

/// Status of a run: an immutable snapshot for polling.
///
/// @param phase the current phase
/// @param files number of files found so far that may be photos
/// @param toDo number of new or changed photos found by the scan; 0 until then
/// @param done number of these that are finished, including failed ones
/// @param embedded number of images embedded
/// @param failed number of photos that could not be indexed
/// @param fraction completed fraction of the precision check, of reading facts again or of
///   comparing photos for stacks, from 0 to 1
/// @param photosPerSecond rate over about the last 30 seconds; 0 if not known yet
/// @param remaining the time left at that rate
/// @param precisions result of the precision check; empty if the run needed none
/// @param throttle the current throttle, such as paused
public record IngestStatus(
    Phase phase,
    long files,
    long toDo,
    long done,
    long embedded,
    long failed,
    double fraction,
    double photosPerSecond,
    Optional<Duration> remaining,
    Optional<PrecisionTable> precisions,
    Throttle throttle) {
  /// Creates the status of a run at full speed.
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

  /// The phases of a run, in order.
  public enum Phase {
    /// Scanning the folders for new, changed and missing files.
    LOOKING,
    /// Checking the model's precisions, the first time it is used on this machine.
    CHECKING,
    /// Reading, embedding and storing photos.
    TAKING_IN,
    /// Reading facts again that an older version has read.
    READING_FACTS,
    /// Updating the vector index.
    INDEXING,
    /// Comparing new and changed photos for stacks.
    STACKING,
    /// Finished or stopped.
    ENDED
  }
}
