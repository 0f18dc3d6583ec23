package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Interprets HTTP status codes and headers.
///
/// @param clock converts the dates of `Retry-After` to durations
record HttpResponses(InstantSource clock) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int GONE = 410;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  /// Returns the exception for an error status.
  ///
  /// @throws TransientException if the request may be retried
  AkinException failure(URI address, int status, HttpHeaders headers) throws TransientException {
    String host = address.getHost();
    return switch (status) {
      case UNAUTHORIZED, FORBIDDEN -> new AkinException(new Problem.NetForbidden(host, status));
      case NOT_FOUND, GONE -> new AkinException(new Problem.NetNotFound(address.toString()));
      case REQUEST_TIMEOUT, TOO_MANY_REQUESTS -> throw busy(host, status, headers);
      default -> {
        if (status >= SERVER_ERROR) {
          throw busy(host, status, headers);
        }
        yield new AkinException(new Problem.NetAnswer(host, "HTTP " + status));
      }
    };
  }

  /// Reads a file's metadata from the headers; empty if they have none.
  ///
  /// @param whole whether the response is that of the file itself, not a redirect
  static Optional<RemoteFile> remoteFile(HttpHeaders headers, boolean whole) {
    Optional<String> linked = headers.firstValue("X-Linked-ETag");
    Optional<String> tag = linked.isPresent() || !whole ? linked : headers.firstValue("ETag");
    Optional<String> length =
        headers
            .firstValue("X-Linked-Size")
            .or(() -> whole ? headers.firstValue("Content-Length") : Optional.empty());
    if (tag.isEmpty() || length.isEmpty() || !length.get().matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(
        new RemoteFile(
            Long.parseLong(length.get()),
            normalizedTag(tag.get()),
            headers.firstValue("X-Repo-Commit").orElse("")));
  }

  /// Returns an ETag without quotes and without the prefix of a weak tag, in lower case.
  static String normalizedTag(String tag) {
    return tag.strip().replaceFirst("^W/", "").replace("\"", "").toLowerCase(Locale.ROOT);
  }

  private TransientException busy(String host, int status, HttpHeaders headers) {
    return new TransientException(
        new AkinException(new Problem.NetBusy(host, status)),
        headers.firstValue("Retry-After").map(this::retryAfter).orElse(Duration.ZERO));
  }

  private Duration retryAfter(String text) {
    if (text.strip().matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text.strip()));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration until = Duration.between(clock.instant(), date.toInstant());
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeException e) {
      // Ignore an invalid value and use the usual delay.
      return Duration.ZERO;
    }
  }
}
