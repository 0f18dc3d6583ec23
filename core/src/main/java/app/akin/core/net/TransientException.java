package app.akin.core.net;

import app.akin.core.photo.AkinException;
import java.time.Duration;

/// Something went wrong that may be over at the next attempt.
final class TransientException extends Exception {
  private static final long serialVersionUID = 1L;

  private final AkinException lasting;
  private final Duration wait;

  /// @param lasting what to say where it does not pass
  /// @param wait how long the server asks to wait; zero where it does not say
  TransientException(AkinException lasting, Duration wait) {
    super(lasting);
    this.lasting = lasting;
    this.wait = wait;
  }

  AkinException lasting() {
    return lasting;
  }

  Duration pause() {
    return wait;
  }
}
