package app.akin.core.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// How a run is told to stop, pause, go on and be gentle, and where its threads ask. Thread-safe.
final class RunControl {
  /// How long a thread waits before it looks again at what nobody tells it: the battery, and a
  /// fault elsewhere in the run.
  private static final long PATIENCE_MS = 200;

  /// A rest is as long as the work before it and no longer than this.
  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  /// How long an answer about the battery stands.
  private static final Duration POWER_AGE = Duration.ofSeconds(5);

  private final Power power;
  private final Clock clock;
  private boolean stopped;
  private boolean paused;
  private boolean gentle;
  private boolean battery;
  private Instant powerAsked = Instant.MIN;

  RunControl(Power power, Clock clock) {
    this.power = power;
    this.clock = clock;
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  synchronized void pause() {
    paused = true;
  }

  synchronized void resume() {
    paused = false;
    notifyAll();
  }

  synchronized boolean isPaused() {
    return paused;
  }

  synchronized void gentle(boolean wanted) {
    gentle = wanted;
    powerAsked = Instant.MIN;
    notifyAll();
  }

  synchronized boolean isGentle() {
    return gentle;
  }

  /// How the run works now.
  synchronized Throttle pace() {
    if (paused) {
      return Throttle.PAUSED;
    }
    if (!gentle) {
      return Throttle.FULL;
    }
    Instant now = clock.instant();
    if (now.isAfter(powerAsked.plus(POWER_AGE)) || powerAsked.equals(Instant.MIN)) {
      battery = power.isBattery();
      powerAsked = now;
    }
    return battery ? Throttle.ON_BATTERY : Throttle.GENTLE;
  }

  /// Waits while the run is paused; false where it has stopped.
  synchronized boolean goesOn() throws InterruptedException {
    while (!stopped && holds(pace())) {
      wait(PATIENCE_MS);
    }
    return !stopped;
  }

  /// Whether a thread must not begin anything now; it asks again after some milliseconds.
  ///
  /// @param worker its number among the threads of its kind, from 0
  /// @param workers how many there are
  boolean holds(int worker, int workers) {
    Throttle pace = pace();
    return holds(pace) || (pace == Throttle.GENTLE && worker >= Math.max(1, workers / 4));
  }

  /// The priority that the calling thread shall have.
  int priority() {
    return isGentle() ? Thread.MIN_PRIORITY : Thread.NORM_PRIORITY;
  }

  /// Rests as long as something took where the run is gentle; a stop ends the rest.
  synchronized void rest(Duration work) throws InterruptedException {
    long rest = Math.min(work.toNanos(), LONGEST_REST.toNanos());
    long end = System.nanoTime() + rest;
    long left = rest;
    while (gentle && !stopped && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }

  private static boolean holds(Throttle pace) {
    return switch (pace) {
      case PAUSED, ON_BATTERY -> true;
      case FULL, GENTLE -> false;
    };
  }
}
