package app.akin.core.ingest;

import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.model.precision.PrecisionTable;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/// Counts the progress of a run. Thread-safe.
final class Progress {
  private final Supplier<Throttle> throttle;
  private final Rate rate;
  private Phase phase = Phase.LOOKING;
  private long files;
  private long toDo;
  private long done;
  private long embedded;
  private long failed;
  private long takenVectors;
  private double fraction;
  private Optional<PrecisionTable> precisions = Optional.empty();

  /// @param throttle supplies the current throttle
  Progress(Clock clock, Supplier<Throttle> throttle) {
    this.rate = new Rate(clock);
    this.throttle = throttle;
  }

  synchronized void phase(Phase next) {
    phase = next;
    fraction = 0;
    if (next == Phase.TAKING_IN) {
      rate.restart(done);
    }
  }

  synchronized void found(long inFolder, long workInFolder, long failedBefore) {
    files += inFolder;
    toDo += workInFolder;
    failed += failedBefore;
  }

  synchronized void finished(boolean wasEmbedded, boolean hasFailed) {
    done++;
    embedded += wasEmbedded ? 1 : 0;
    failed += hasFailed ? 1 : 0;
  }

  /// Counts vectors that were computed elsewhere.
  synchronized void takeVectors(int count) {
    takenVectors += count;
  }

  synchronized long takenVectors() {
    return takenVectors;
  }

  /// Records a sample for the rate; called after each commit.
  synchronized void sample() {
    rate.sample(done);
  }

  /// Restarts the measurement of the rate, so that a pause does not count.
  synchronized void restartRate() {
    rate.restart(done);
  }

  synchronized void fraction(double completed) {
    fraction = completed;
  }

  synchronized void checked(PrecisionTable table) {
    precisions = Optional.of(table);
  }

  synchronized IngestStatus status() {
    // A run that has ended is not paused.
    Throttle now = phase == Phase.ENDED ? Throttle.FULL : throttle.get();
    boolean measured = phase == Phase.TAKING_IN;
    return new IngestStatus(
        phase,
        files,
        toDo,
        done,
        embedded,
        failed,
        fraction,
        measured ? rate.perSecond() : 0,
        measured ? rate.remaining(toDo - done) : Optional.empty(),
        precisions,
        now);
  }
}
