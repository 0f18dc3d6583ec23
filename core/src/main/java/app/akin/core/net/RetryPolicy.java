package app.akin.core.net;

import java.time.Duration;

/// The timeouts and the retry policy of downloads.
///
/// @param responseTimeout the timeout for connecting, and for the start of the response
/// @param readTimeout the timeout for the next bytes of a response
/// @param maxAttempts the maximum number of consecutive attempts without progress
/// @param initialDelay the delay before the second attempt, doubled for each further one
/// @param maxDelay the maximum delay; the download fails if the server requests a longer one
/// @param sleeper waits for a delay
public record RetryPolicy(
    Duration responseTimeout,
    Duration readTimeout,
    int maxAttempts,
    Duration initialDelay,
    Duration maxDelay,
    Sleeper sleeper) {
  /// Waits for a duration.
  public interface Sleeper {
    /// Returns after the duration has elapsed.
    void sleep(Duration time) throws InterruptedException;
  }

  /// Returns a policy for home connections and busy servers.
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
