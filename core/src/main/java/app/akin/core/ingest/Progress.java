package app.akin.core.ingest;

import app.akin.core.ingest.IngestStatus.Phase;
import app.akin.core.model.PrecisionTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/// A run's counts. Thread-safe: the run's threads count, anyone asks.
final class Progress {
  private static final Duration WINDOW = Duration.ofSeconds(30);

  /// Below this, a rate says more about the start than about the run.
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  private record Sample(Instant at, long done) {}

  private final Clock clock;
  private final Supplier<Throttle> pace;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private Phase phase = Phase.LOOKING;
  private long files;
  private long toDo;
  private long done;
  private long embedded;
  private long failed;
  private double part;
  private Optional<PrecisionTable> check = Optional.empty();

  /// @param pace how the run works at the moment
  Progress(Clock clock, Supplier<Throttle> pace) {
    this.clock = clock;
    this.pace = pace;
  }

  synchronized void phase(Phase next) {
    phase = next;
    part = 0;
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

  /// Marks a point in time for the rate; called after each commit.
  synchronized void sample() {
    Instant now = clock.instant();
    samples.add(new Sample(now, done));
    while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
      samples.removeFirst();
    }
  }

  /// Begins to measure the rate anew: a pause is no part of it.
  synchronized void restartRate() {
    samples.clear();
    samples.add(new Sample(clock.instant(), done));
  }

  synchronized void part(double fraction) {
    part = fraction;
  }

  synchronized void checked(PrecisionTable table) {
    check = Optional.of(table);
  }

  synchronized IngestStatus status() {
    // A run that has ended is not paused.
    Throttle now = phase == Phase.ENDED ? Throttle.FULL : pace.get();
    double rate = 0;
    if (phase == Phase.TAKING_IN && !samples.isEmpty()) {
      Sample first = samples.getFirst();
      Sample last = samples.getLast();
      Duration span = Duration.between(first.at(), last.at());
      if (span.compareTo(SHORTEST) >= 0) {
        rate = (last.done() - first.done()) * 1e9 / span.toNanos();
      }
    }
    Optional<Duration> remaining =
        rate > 0
            ? Optional.of(Duration.ofMillis((long) (Math.max(0, toDo - done) * 1000 / rate)))
            : Optional.empty();
    return new IngestStatus(
        phase, files, toDo, done, embedded, failed, part, rate, remaining, check, now);
  }
}
