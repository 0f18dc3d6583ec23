package app.akin.core.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// Controls a run: stop, pause, resume and gentle mode, requested by the user and checked by the
/// threads of the run. Thread-safe.
final class RunControl {
  /// Interval in milliseconds at which waiting threads check for changes without notification: the
  /// battery state, and a failure elsewhere in the run.
  private static final long POLL_MS = 200;

  /// Upper limit of a sleep, which otherwise takes as long as the work before it.
  private static final Duration MAX_SLEEP = Duration.ofSeconds(1);

  /// How long a reading of the battery state is reused.
  private static final Duration POWER_MAX_AGE = Duration.ofSeconds(5);

  private final PowerSupply power;
  private final Clock clock;
  private boolean stopped;
  private boolean paused;
  private boolean gentle;
  private boolean inBackground;
  private boolean onBattery;
  private Instant powerCheckedAt = Instant.MIN;

  RunControl(PowerSupply power, Clock clock) {
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

  synchronized void setGentle(boolean wanted) {
    gentle = wanted;
    powerCheckedAt = Instant.MIN;
    notifyAll();
  }

  synchronized boolean isGentle() {
    return gentle;
  }

  /// Sets whether the work is of low priority, as in gentle mode but on battery power, too.
  synchronized void setInBackground(boolean wanted) {
    inBackground = wanted;
    notifyAll();
  }

  /// Returns the current throttle.
  synchronized Throttle throttle() {
    if (paused) {
      return Throttle.PAUSED;
    }
    if (!gentle) {
      return inBackground ? Throttle.GENTLE : Throttle.FULL;
    }
    Instant now = clock.instant();
    if (now.isAfter(powerCheckedAt.plus(POWER_MAX_AGE)) || powerCheckedAt.equals(Instant.MIN)) {
      onBattery = power.isOnBattery();
      powerCheckedAt = now;
    }
    return onBattery ? Throttle.ON_BATTERY : Throttle.GENTLE;
  }

  /// Waits while the run is paused; returns false if it was stopped.
  synchronized boolean awaitResume() throws InterruptedException {
    while (!stopped && mustWait(throttle())) {
      wait(POLL_MS);
    }
    return !stopped;
  }

  /// Returns whether a thread must not start new work now; callers poll every few milliseconds.
  ///
  /// @param worker index of the thread among the threads of its kind, from 0
  /// @param workers number of these threads
  boolean mustWait(int worker, int workers) {
    Throttle throttle = throttle();
    return mustWait(throttle)
        || (throttle == Throttle.GENTLE && worker >= Math.max(1, workers / 4));
  }

  /// Returns the priority for the calling thread.
  synchronized int priority() {
    return gentle || inBackground ? Thread.MIN_PRIORITY : Thread.NORM_PRIORITY;
  }

  /// Sleeps for as long as the work took if the run is gentle; a stop interrupts the sleep.
  synchronized void sleepIfGentle(Duration work) throws InterruptedException {
    long sleepNanos = Math.min(work.toNanos(), MAX_SLEEP.toNanos());
    long end = System.nanoTime() + sleepNanos;
    long left = sleepNanos;
    while ((gentle || inBackground) && !stopped && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }

  private static boolean mustWait(Throttle throttle) {
    return switch (throttle) {
      case PAUSED, ON_BATTERY -> true;
      case FULL, GENTLE -> false;
    };
  }
}
