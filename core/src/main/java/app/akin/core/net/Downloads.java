package app.akin.core.net;

import app.akin.core.net.Redirects.FinalResponse;
import app.akin.core.net.Redirects.RequestHeaders;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Downloads files over HTTPS, with resumption, retries and safe redirects.
///
/// A body is written to its file as it arrives. The file is always a prefix of the expected file,
/// or it is discarded. Thread-safe; [#close] releases the connections.
public final class Downloads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int CLIENT_ERROR = 400;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /// The interval at which a waiting download checks for cancellation.
  static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  private final NetSettings settings;
  private final RetryPolicy retryPolicy;
  private final HttpResponses responses;
  private final Redirects redirects;

  /// @param settings the servers and proxies
  /// @param retryPolicy the timeouts and the retry policy
  /// @param clock converts the dates of `Retry-After` to durations
  public Downloads(NetSettings settings, RetryPolicy retryPolicy, InstantSource clock) {
    this.settings = settings;
    this.retryPolicy = retryPolicy;
    responses = new HttpResponses(clock);
    redirects = new Redirects(settings, retryPolicy);
  }

  /// The range of a file to request.
  ///
  /// @param from the offset of the first byte
  /// @param tag the ETag of the version that is partially present
  private record ByteRange(long from, String tag) {
    static final ByteRange ALL = new ByteRange(0, "");
  }

  private interface Attempt<T> {
    T run() throws IOException, InterruptedException, TransientException;
  }

  private RequestHeaders requestHeaders(ByteRange range) {
    return (request, address) -> {
      if (range.from() > 0) {
        // Resume only if the version is unchanged; otherwise the server sends the whole file.
        request.header("Range", "bytes=" + range.from() + "-").header("If-Range", range.tag());
      }
      if (Origin.of(address).equals(Origin.of(settings.hub()))) {
        settings.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
      }
    };
  }

  /// Returns the URL of a file that the engine's publisher provides.
  ///
  /// @param path the encoded relative path
  public URI engineUrl(String path) {
    return URI.create(settings.engine() + "/" + path);
  }

  /// Returns the URL of a file's content in the hub's Git repository, which is a pointer for a file
  /// in Git LFS.
  ///
  /// @param repository the owner and the name
  /// @param revision a commit
  /// @param file the file's path
  public URI rawUrl(String repository, String revision, String file) {
    return URI.create(settings.hub() + "/" + repository + "/raw/" + revision + "/" + file);
  }

  /// Returns the download URL of a file on the hub.
  ///
  /// @param repository the owner and the name
  /// @param revision a commit
  /// @param file the file's path
  public URI hubUrl(String repository, String revision, String file) {
    return URI.create(settings.hub() + "/" + repository + "/resolve/" + revision + "/" + file);
  }

  /// Requests a file's size, hash and revision without downloading it.
  ///
  /// @throws AkinException of a `Net` kind; `Stopped` if the listener cancelled the request
  public RemoteFile inspect(Consent consent, URI address, FetchListener listener) {
    return retry(
            address,
            () -> 0,
            listener,
            () -> {
              FinalResponse<Void> result =
                  redirects.follow(
                      consent,
                      address,
                      "HEAD",
                      requestHeaders(ByteRange.ALL),
                      BodyHandlers.discarding(),
                      hop -> HttpResponses.remoteFile(hop.headers(), false).isPresent(),
                      () -> listener.onProgress(0));
              HttpHeaders headers = result.response().headers();
              int status = result.response().statusCode();
              if (status >= CLIENT_ERROR) {
                throw responses.failure(result.address(), status, headers);
              }
              return HttpResponses.remoteFile(headers, status == OK)
                  .orElseThrow(
                      () ->
                          new AkinException(
                              new Problem.NetAnswer(
                                  String.valueOf(result.address().getHost()),
                                  "the response has no size or hash of the file")));
            })
        .orElseThrow(() -> new AkinException(new Problem.Stopped()));
  }

  /// Downloads a file, or resumes its download.
  ///
  /// @param expected the expected size and hash
  /// @param file the target file; the download resumes from its bytes if the version on the server
  ///   is unchanged
  /// @return whether the file is complete; false if the listener cancelled, and the bytes are kept
  /// @throws AkinException of a `Net` kind, `DiskFull`, `ModelsUnwritable`
  public boolean fetch(
      Consent consent, URI address, RemoteFile expected, Path file, FetchListener listener) {
    PartialFile part = new PartialFile(file);
    return retry(
            address,
            part::length,
            listener,
            () -> {
              boolean active = true;
              while (active && part.length() != expected.bytes()) {
                active = fetchOnce(consent, address, expected, part, listener);
              }
              if (active) {
                part.complete();
              }
              return active;
            })
        .orElse(false);
  }

  /// Downloads a small file into memory.
  ///
  /// @param maxBytes the maximum size
  /// @return the content; empty if it exceeds the maximum size
  /// @throws AkinException of a `Net` kind; `Stopped` if the listener cancelled
  public Optional<byte[]> fetchSmall(
      Consent consent, URI address, int maxBytes, FetchListener listener) {
    return retry(address, () -> 0, listener, () -> readSmall(consent, address, maxBytes, listener))
        .orElseThrow(() -> new AkinException(new Problem.Stopped()));
  }

  private Optional<byte[]> readSmall(
      Consent consent, URI address, int maxBytes, FetchListener listener)
      throws IOException, InterruptedException, TransientException {
    FinalResponse<Flow.Publisher<List<ByteBuffer>>> result =
        redirects.follow(
            consent,
            address,
            "GET",
            requestHeaders(ByteRange.ALL),
            BodyHandlers.ofPublisher(),
            _ -> false,
            () -> listener.onProgress(0));
    try (BodyReader reader = new BodyReader()) {
      result.response().body().subscribe(reader);
      int status = result.response().statusCode();
      if (status != OK) {
        throw responses.failure(result.address(), status, result.response().headers());
      }
      return reader.readAll(maxBytes, retryPolicy.readTimeout(), () -> false);
    }
  }

  private static TransientException readTimeout(URI address) {
    return new TransientException(
        new AkinException(
            new Problem.NetUnreachable(
                String.valueOf(address.getHost()), "the server stopped sending data")),
        Duration.ZERO);
  }

  private interface Length {
    long get();
  }

  /// Repeats an attempt until it succeeds or the retry policy is exhausted. Attempts that
  /// transferred data reset the counter.
  ///
  /// @return the result; empty if the listener cancelled or the thread was interrupted
  private <T> Optional<T> retry(
      URI address, Length length, FetchListener listener, Attempt<T> attempt) {
    int failures = 0;
    while (true) {
      long before = length.get();
      TransientException failure;
      try {
        return Optional.of(attempt.run());
      } catch (TransientException e) {
        failure = e;
      } catch (CancellationException e) {
        return Optional.empty();
      } catch (IOException e) {
        failure =
            new TransientException(
                new AkinException(
                    e, new Problem.NetUnreachable(String.valueOf(address.getHost()), reason(e))),
                Duration.ZERO);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
      LOG.info("the request to {} failed", address, failure);
      failures = length.get() > before ? 1 : failures + 1;
      Duration wait = retryPolicy.initialDelay().multipliedBy(1L << Math.min(10, failures - 1));
      if (failure.retryAfter().compareTo(wait) > 0) {
        wait = failure.retryAfter();
      }
      if (failures >= retryPolicy.maxAttempts() || wait.compareTo(retryPolicy.maxDelay()) > 0) {
        throw failure.failure();
      }
      if (!sleep(wait, length, listener)) {
        return Optional.empty();
      }
    }
  }

  private boolean sleep(Duration wait, Length length, FetchListener listener) {
    try {
      for (Duration left = wait; left.isPositive(); left = left.minus(POLL_INTERVAL)) {
        if (!listener.onProgress(length.get())) {
          return false;
        }
        retryPolicy.sleeper().sleep(left.compareTo(POLL_INTERVAL) < 0 ? left : POLL_INTERVAL);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean fetchOnce(
      Consent consent, URI address, RemoteFile expected, PartialFile part, FetchListener listener)
      throws IOException, InterruptedException, TransientException {
    if (part.length() > expected.bytes() || part.tag().isEmpty()) {
      part.discard();
    }
    ByteRange range = new ByteRange(part.length(), part.tag());
    FinalResponse<Flow.Publisher<List<ByteBuffer>>> result =
        redirects.follow(
            consent,
            address,
            "GET",
            requestHeaders(range),
            BodyHandlers.ofPublisher(),
            _ -> false,
            () -> listener.onProgress(part.length()));
    HttpHeaders headers = result.response().headers();
    int status = result.response().statusCode();
    try (BodyReader reader = new BodyReader()) {
      result.response().body().subscribe(reader);
      if (status == RANGE_NOT_SATISFIABLE) {
        part.discard();
        throw badResponse(result.address(), "the server rejected the requested range of the file");
      }
      if (status != OK && status != PARTIAL) {
        throw responses.failure(result.address(), status, headers);
      }
      String tag = result.tag();
      if (tag != null && expected.contradicts(tag)) {
        part.discard();
        throw new AkinException(new Problem.NetChanged(fileName(address)));
      }
      boolean fromStart = status == OK || range.from() == 0;
      String version = headers.firstValue("ETag").orElse("");
      if (!fromStart && !version.isEmpty() && !version.equals(range.tag())) {
        part.discard();
        throw badResponse(
            result.address(), "the server sent a part of another version of the file");
      }
      checkRange(result.address(), headers, status, range.from(), expected);
      if (fromStart) {
        part.restart(version);
      }
      return write(reader, result.address(), expected, part, listener);
    }
  }

  /// Checks that the response contains the requested range, or the whole file.
  private static void checkRange(
      URI address, HttpHeaders headers, int status, long from, RemoteFile expected)
      throws TransientException {
    if (status == PARTIAL) {
      String range = headers.firstValue("Content-Range").orElse("").toLowerCase(Locale.ROOT);
      String expectedRange =
          "bytes " + from + "-" + (expected.bytes() - 1) + "/" + expected.bytes();
      if (!range.equals(expectedRange)) {
        throw badResponse(address, "the server sent another range of the file than requested");
      }
    } else if (headers.firstValueAsLong("Content-Length").orElse(expected.bytes())
        != expected.bytes()) {
      throw badResponse(address, "the file has another length than declared");
    }
  }

  private boolean write(
      BodyReader reader, URI address, RemoteFile expected, PartialFile part, FetchListener listener)
      throws IOException, InterruptedException, TransientException {
    try (PartialFile.Appender appender = part.openForAppend()) {
      long length = part.length();
      Duration silence = Duration.ZERO;
      while (true) {
        if (!listener.onProgress(length)) {
          return false;
        }
        Optional<List<ByteBuffer>> received = reader.next(POLL_INTERVAL);
        if (received.isEmpty()) {
          silence = silence.plus(POLL_INTERVAL);
          if (silence.compareTo(retryPolicy.readTimeout()) >= 0) {
            throw readTimeout(address);
          }
          continue;
        }
        silence = Duration.ZERO;
        if (received.get().isEmpty()) {
          if (length < expected.bytes()) {
            throw badResponse(address, "the file ended early");
          }
          return true;
        }
        for (ByteBuffer buffer : received.get()) {
          length += buffer.remaining();
          if (length > expected.bytes()) {
            part.discard();
            throw badResponse(address, "the file is longer than declared");
          }
          appender.append(buffer);
        }
      }
    }
  }

  private static TransientException badResponse(URI address, String detail) {
    return new TransientException(
        new AkinException(new Problem.NetAnswer(String.valueOf(address.getHost()), detail)),
        Duration.ZERO);
  }

  private static String fileName(URI address) {
    String path = address.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// Returns the message of an exception's root cause, or its class name.
  static String reason(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
  }

  /// Releases the connections.
  @Override
  public void close() {
    redirects.close();
  }
}
