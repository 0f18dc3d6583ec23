package app.akin.core.model.install;

import app.akin.core.model.install.FetchStatus.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Tracks the progress of a model download or import. Thread-safe.
final class FetchProgress {
  private static final double MILLIS_PER_SECOND = 1000;

  private final Clock clock;
  private FetchStatus status;
  private Instant start;
  private long initialBytes;
  private volatile boolean stopped;

  FetchProgress(String name, long estimatedBytes, Clock clock) {
    this.clock = clock;
    start = clock.instant();
    status = new FetchStatus(name, Phase.LOOKING, 0, estimatedBytes, 0, Optional.empty());
  }

  synchronized FetchStatus status() {
    return status;
  }

  void stop() {
    stopped = true;
  }

  boolean shouldContinue() {
    return !stopped && !Thread.currentThread().isInterrupted();
  }

  /// Sets the name of the model, which is known only after its files were read.
  synchronized void rename(String name) {
    status =
        new FetchStatus(name, status.phase(), status.bytes(), status.total(), 0, Optional.empty());
  }

  synchronized void setPhase(Phase phase) {
    status =
        new FetchStatus(status.name(), phase, status.bytes(), status.total(), 0, Optional.empty());
  }

  /// Starts a phase that counts bytes, and its rate measurement.
  ///
  /// @param present the number of bytes that need no work
  /// @param total the total number of bytes
  synchronized void startPhase(Phase phase, long present, long total) {
    start = clock.instant();
    initialBytes = present;
    status = new FetchStatus(status.name(), phase, present, total, 0, Optional.empty());
  }

  /// Updates the progress of the phase.
  ///
  /// @return whether to continue
  boolean advance(long present) {
    update(present);
    return shouldContinue();
  }

  synchronized void update(long present) {
    double seconds = Duration.between(start, clock.instant()).toMillis() / MILLIS_PER_SECOND;
    double rate = seconds <= 0 ? 0 : Math.max(0, present - initialBytes) / seconds;
    Optional<Duration> remaining =
        rate <= 0
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds((long) ((status.total() - present) / rate)));
    status =
        new FetchStatus(status.name(), status.phase(), present, status.total(), rate, remaining);
  }
}
