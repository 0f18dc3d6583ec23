package app.akin.core.net;

import app.akin.core.net.Redirects.Hop;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches one picture from an address that a person gave, into memory. The server learns that
/// somebody asked and nothing else: no token, no cookie, no page it was seen on. Thread-safe; close
/// it to let its connections go.
///
/// What an answer says of itself is held against a kind and a size before a byte is taken, and the
/// size again while bytes come.
public final class PictureDownload implements AutoCloseable {
  /// The most bytes a picture may have.
  public static final int MOST_BYTES = 64 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(PictureDownload.class);
  private static final int OK = 200;
  private static final int MEGABYTE = 1 << 20;

  private final RetryPolicy patience;
  private final InstantSource clock;
  private final Redirects redirects;

  /// @param settings which way leads to a host; its hub and token are not used
  /// @param patience how long to wait; all of a picture must be here within its longest pause
  public PictureDownload(NetSettings settings, RetryPolicy patience, InstantSource clock) {
    this.patience = patience;
    this.clock = clock;
    redirects = new Redirects(settings, patience);
  }

  /// Fetches a picture. Tried once: the person sees what became of it and may try again.
  ///
  /// @return the bytes as they came; whether they are a picture is for a decoder to say
  /// @throws AkinException of a `PICTURE_` kind, `NET_INSECURE`, `NET_INWARD`, `NET_REDIRECTS`,
  ///   `NET_ANSWER`, `STOPPED` where the thread was interrupted
  public byte[] fetch(Consent consent, URI start) {
    LOG.info("GET {} for {}", start, consent);
    try {
      Hop<Flow.Publisher<List<ByteBuffer>>> last =
          redirects.follow(
              consent,
              start,
              "GET",
              (request, _) -> request.header("Accept", "image/*"),
              BodyHandlers.ofPublisher(),
              _ -> false,
              () -> true);
      return body(host(last.address()), last.response());
    } catch (IOException | IllegalArgumentException e) {
      throw new AkinException(e, Problem.PICTURE_UNREACHABLE, host(start), Downloads.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AkinException(e, Problem.STOPPED);
    }
  }

  private byte[] body(String host, HttpResponse<Flow.Publisher<List<ByteBuffer>>> response)
      throws IOException, InterruptedException {
    try (BodyReader arrivals = new BodyReader()) {
      response.body().subscribe(arrivals);
      if (response.statusCode() != OK) {
        throw new AkinException(Problem.PICTURE_REFUSED, host, response.statusCode());
      }
      HttpHeaders headers = response.headers();
      String type =
          headers
              .firstValue("Content-Type")
              .map(value -> value.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
              .orElse("");
      // Many servers have no word for the newer formats.
      if (!type.isEmpty()
          && !type.startsWith("image/")
          && !type.equals("application/octet-stream")
          && !type.equals("binary/octet-stream")) {
        throw new AkinException(Problem.PICTURE_NONE, host, type);
      }
      if (headers.firstValueAsLong("Content-Length").orElse(0) > MOST_BYTES) {
        throw tooLarge(host);
      }
      Instant end = clock.instant().plus(patience.longest());
      return arrivals
          .all(MOST_BYTES, patience.silence(), () -> clock.instant().isAfter(end))
          .orElseThrow(() -> tooLarge(host));
    }
  }

  private static String host(URI address) {
    return String.valueOf(address.getHost());
  }

  private static AkinException tooLarge(String host) {
    return new AkinException(Problem.PICTURE_TOO_LARGE, host, MOST_BYTES / MEGABYTE);
  }

  /// Lets the connections go.
  @Override
  public void close() {
    redirects.close();
  }
}
