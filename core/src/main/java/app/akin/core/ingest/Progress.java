package app.akin.core.ingest;

import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.model.precision.PrecisionTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/// Counts the progress of a run. Thread-safe.
final class Progress {
  private static final Duration RATE_WINDOW = Duration.ofSeconds(30);

  /// Shorter spans would measure the start-up rather than the rate.
  private static final Duration MIN_RATE_SPAN = Duration.ofSeconds(2);

  private record Sample(Instant at, long done) {}

  private final Clock clock;
  private final Supplier<Throttle> throttle;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private Phase phase = Phase.LOOKING;
  private long files;
  private long toDo;
  private long done;
  private long embedded;
  private long failed;
  private double fraction;
  private Optional<PrecisionTable> precisions = Optional.empty();

  /// @param throttle supplies the current throttle
  Progress(Clock clock, Supplier<Throttle> throttle) {
    this.clock = clock;
    this.throttle = throttle;
  }

  synchronized void phase(Phase next) {
    phase = next;
    fraction = 0;
    if (next == Phase.TAKING_IN) {
      samples.add(new Sample(clock.instant(), 0));
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

  /// Records a sample for the rate; called after each commit.
  synchronized void sample() {
    Instant now = clock.instant();
    samples.add(new Sample(now, done));
    while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(RATE_WINDOW))) {
      samples.removeFirst();
    }
  }

  /// Restarts the measurement of the rate, so that a pause does not count.
  synchronized void restartRate() {
    samples.clear();
    samples.add(new Sample(clock.instant(), done));
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
    double rate = 0;
    if (phase == Phase.TAKING_IN && !samples.isEmpty()) {
      Sample first = samples.getFirst();
      Sample last = samples.getLast();
      Duration span = Duration.between(first.at(), last.at());
      if (span.compareTo(MIN_RATE_SPAN) >= 0) {
        rate = (last.done() - first.done()) * 1e9 / span.toNanos();
      }
    }
    Optional<Duration> remaining =
        rate > 0
            ? Optional.of(Duration.ofMillis((long) (Math.max(0, toDo - done) * 1000 / rate)))
            : Optional.empty();
    return new IngestStatus(
        phase, files, toDo, done, embedded, failed, fraction, rate, remaining, precisions, now);
  }
}
