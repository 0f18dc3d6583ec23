package app.akin.core.model;

import app.akin.core.model.FetchStatus.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps a fetch's figures. Thread-safe.
final class FetchProgress {
  private static final double MILLIS = 1000;

  private final Clock clock;
  private FetchStatus status;
  private Instant begun;
  private long first;
  private volatile boolean stopped;

  FetchProgress(String name, long guess, Clock clock) {
    this.clock = clock;
    begun = clock.instant();
    status = new FetchStatus(name, Phase.LOOKING, 0, guess, 0, Optional.empty());
  }

  synchronized FetchStatus status() {
    return status;
  }

  void stop() {
    stopped = true;
  }

  boolean goesOn() {
    return !stopped && !Thread.currentThread().isInterrupted();
  }

  synchronized void phase(Phase phase) {
    status =
        new FetchStatus(status.name(), phase, status.bytes(), status.total(), 0, Optional.empty());
  }

  /// Bytes begin to come.
  synchronized void begin(long here, long total) {
    begun = clock.instant();
    first = here;
    status = new FetchStatus(status.name(), Phase.FETCHING, here, total, 0, Optional.empty());
  }

  synchronized void at(long here) {
    double seconds = Duration.between(begun, clock.instant()).toMillis() / MILLIS;
    double rate = seconds <= 0 ? 0 : Math.max(0, here - first) / seconds;
    Optional<Duration> left =
        rate <= 0
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds((long) ((status.total() - here) / rate)));
    status = new FetchStatus(status.name(), Phase.FETCHING, here, status.total(), rate, left);
  }
}
