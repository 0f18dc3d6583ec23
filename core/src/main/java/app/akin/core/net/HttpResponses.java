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

/// What a server's answer comes to.
///
/// @param clock tells how far off a date is
record HttpResponses(InstantSource clock) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TIMEOUT = 408;
  private static final int GONE = 410;
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;

  /// The failure that a status means.
  ///
  /// @throws PassingException where it may pass
  AkinException failure(URI address, int status, HttpHeaders headers) throws TransientException {
    String host = address.getHost();
    return switch (status) {
      case UNAUTHORIZED, FORBIDDEN -> new AkinException(Problem.NET_FORBIDDEN, host, status);
      case NOT_FOUND, GONE -> new AkinException(Problem.NET_NOT_FOUND, address.toString());
      case TIMEOUT, TOO_MANY -> throw busy(host, status, headers);
      default -> {
        if (status >= SERVER) {
          throw busy(host, status, headers);
        }
        yield new AkinException(Problem.NET_ANSWER, host, "HTTP " + status);
      }
    };
  }

  /// What a statement's headers say; empty where they say nothing of a file.
  static Optional<RemoteFile> stated(HttpHeaders headers, boolean whole) {
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
            plain(tag.get()),
            headers.firstValue("X-Repo-Commit").orElse("")));
  }

  /// A tag without its quotes, and without the mark of a weak one.
  static String plain(String tag) {
    return tag.strip().replaceFirst("^W/", "").replace("\"", "").toLowerCase(Locale.ROOT);
  }

  private TransientException busy(String host, int status, HttpHeaders headers) {
    return new TransientException(
        new AkinException(Problem.NET_BUSY, host, status),
        headers.firstValue("Retry-After").map(this::pause).orElse(Duration.ZERO));
  }

  private Duration pause(String text) {
    if (text.strip().matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text.strip()));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration until = Duration.between(clock.instant(), date.toInstant());
      return until.isNegative() ? Duration.ZERO : until;
    } catch (DateTimeException e) {
      // Nonsense is no reason to wait longer than usual.
      return Duration.ZERO;
    }
  }
}
