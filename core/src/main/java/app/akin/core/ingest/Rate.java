package app.akin.core.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Measures how fast work proceeds, over about the last 30 seconds. Not thread-safe.
final class Rate {
  private static final Duration WINDOW = Duration.ofSeconds(30);

  /// Shorter spans would measure the start-up rather than the rate.
  private static final Duration MIN_SPAN = Duration.ofSeconds(2);

  private record Sample(Instant at, long done) {}

  private final Clock clock;
  private final Deque<Sample> samples = new ArrayDeque<>();

  Rate(Clock clock) {
    this.clock = clock;
  }

  /// Starts the measurement again, so that a pause does not count.
  void restart(long done) {
    samples.clear();
    samples.add(new Sample(clock.instant(), done));
  }

  /// Records how much is done.
  void sample(long done) {
    Instant now = clock.instant();
    samples.add(new Sample(now, done));
    while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
      samples.removeFirst();
    }
  }

  /// Returns the work per second; 0 if it is not known yet.
  double perSecond() {
    if (samples.isEmpty()) {
      return 0;
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    Duration span = Duration.between(first.at(), last.at());
    return span.compareTo(MIN_SPAN) >= 0 ? (last.done() - first.done()) * 1e9 / span.toNanos() : 0;
  }

  /// Returns the time that work takes at this rate; empty if that is not known yet.
  Optional<Duration> remaining(long left) {
    double rate = perSecond();
    return rate > 0
        ? Optional.of(Duration.ofMillis((long) (Math.max(0, left) * 1000 / rate)))
        : Optional.empty();
  }
}
