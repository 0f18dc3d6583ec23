package app.akin.core.net;

import java.time.Duration;

/// How long to wait for others.
///
/// @param answer for a connection, and again for the beginning of an answer
/// @param silence for the next bytes of an answer
/// @param tries how many attempts in a row may bring nothing
/// @param pause before the second attempt; each further one waits twice as long
/// @param longest the longest pause that a server may ask for; beyond it the fetch gives up
/// @param rest waits
public record RetryPolicy(
    Duration answer, Duration silence, int tries, Duration pause, Duration longest, Rest rest) {
  /// Waits for some time.
  public interface Rest {
    /// Returns when the time is over.
    void take(Duration time) throws InterruptedException;
  }

  /// What suits home lines and a busy server.
  public static RetryPolicy standard() {
    return new RetryPolicy(
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        6,
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Thread::sleep);
  }
}
