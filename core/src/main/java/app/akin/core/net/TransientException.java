package app.akin.core.net;

import app.akin.core.photo.AkinException;
import java.time.Duration;

/// Reports a failure that a retry may resolve.
final class TransientException extends Exception {
  private static final long serialVersionUID = 1L;

  private final AkinException failure;
  private final Duration retryAfter;

  /// @param failure the exception to throw if retries fail
  /// @param retryAfter the delay that the server requested; zero if none
  TransientException(AkinException failure, Duration retryAfter) {
    super(failure);
    this.failure = failure;
    this.retryAfter = retryAfter;
  }

  AkinException failure() {
    return failure;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
