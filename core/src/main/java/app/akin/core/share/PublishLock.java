package app.akin.core.share;

import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// The right of one process to publish a library: a lock of the server, which ends with the
/// connection.
///
/// @param connection the server
/// @param desk the ID of the library in the shared one
record PublishLock(ShareConnection connection, UUID desk) {
  /// How long to wait for another process. The server ends the connection of a computer that has
  /// lost the network or sleeps within 25 seconds.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long MIN_PAUSE = 10;
  private static final long MAX_PAUSE = 500;

  /// Takes the lock.
  ///
  /// @param patience how long to wait while another process has it
  /// @param stopped whether to stop waiting
  /// @return false if another process has it
  boolean take(Duration patience, BooleanSupplier stopped) {
    long left = patience.toMillis();
    long pause = MIN_PAUSE;
    while (!isTaken()) {
      if (left <= 0 || stopped.getAsBoolean()) {
        return false;
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
      left -= pause;
      pause = Math.min(MAX_PAUSE, 2 * pause);
    }
    return true;
  }

  /// Takes the lock if no other process has it.
  private boolean isTaken() {
    return connection.read(
        () ->
            connection
                .list(
                    "SELECT pg_try_advisory_lock(hashtextextended('akin.desks ' || ?::text, 0))",
                    row -> row.getBoolean(1),
                    desk)
                .getFirst());
  }
}
