package app.akin.core.share;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A connection that stays open between uses. Thread-safe; one use at a time.
final class KeptConnection implements AutoCloseable {
  private final Supplier<ShareConnection> opener;
  private final Duration pause;
  private final InstantSource clock;
  private @Nullable ShareConnection connection;

  /// Why the server did not answer, and until when it is not asked again.
  private @Nullable AkinException unreachable;

  private Instant until = Instant.MIN;

  /// @param opener connects
  /// @param pause for how long a server that did not answer is not asked again
  KeptConnection(Supplier<ShareConnection> opener, Duration pause, InstantSource clock) {
    this.opener = opener;
    this.pause = pause;
    this.clock = clock;
  }

  /// Uses the connection. It is opened again if the server has closed it because it was not used
  /// for long, or if another server took over.
  ///
  /// @throws AkinException of a `Share` kind
  synchronized <T> T use(Function<ShareConnection, T> work) {
    AkinException last = unreachable;
    if (last != null && clock.instant().isBefore(until)) {
      throw last;
    }
    boolean wasOpen = connection != null;
    try {
      return connectAndRun(work);
    } catch (AkinException e) {
      if (!wasOpen || !(e.problem() instanceof Problem.ShareUnreachable)) {
        throw e;
      }
      return connectAndRun(work);
    }
  }

  private <T> T connectAndRun(Function<ShareConnection, T> work) {
    try {
      ShareConnection open = connection;
      if (open == null) {
        open = opener.get();
        connection = open;
      }
      T result = work.apply(open);
      unreachable = null;
      return result;
    } catch (AkinException e) {
      if (e.problem() instanceof Problem.ShareUnreachable) {
        close();
        unreachable = e;
        until = clock.instant().plus(pause);
      }
      throw e;
    }
  }

  /// Closes the connection; the next use opens it again.
  @Override
  public synchronized void close() {
    ShareConnection open = connection;
    connection = null;
    unreachable = null;
    if (open != null) {
      open.close();
    }
  }
}
