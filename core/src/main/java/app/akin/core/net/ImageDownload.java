package app.akin.core.net;

import app.akin.core.net.Redirects.FinalResponse;
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

/// Downloads one image from a URL given by the user into memory.
///
/// The request contains no token, cookie or referrer. The declared media type and size are checked
/// before the body is read, and the size again during the download. Thread-safe; [#close] releases
/// the connections.
public final class ImageDownload implements AutoCloseable {
  /// The maximum size of an image in bytes.
  public static final int MAX_BYTES = 64 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ImageDownload.class);
  private static final int OK = 200;
  private static final int MEGABYTE = 1 << 20;

  private final RetryPolicy retryPolicy;
  private final InstantSource clock;
  private final Redirects redirects;

  /// @param settings the proxy settings; the hub and the token are not used
  /// @param retryPolicy the timeouts; its maximum delay limits the time of the whole download
  /// @param clock measures the time of the download
  public ImageDownload(NetSettings settings, RetryPolicy retryPolicy, InstantSource clock) {
    this.retryPolicy = retryPolicy;
    this.clock = clock;
    redirects = new Redirects(settings, retryPolicy);
  }

  /// Downloads an image. Does not retry: the user sees the error and may try again.
  ///
  /// @return the received bytes, which are not checked to be an image
  /// @throws AkinException of a `Picture` kind, `NetInsecure`, `NetInward`, `NetRedirects`,
  ///   `NetAnswer`; `Stopped` if the thread was interrupted
  public byte[] fetch(Consent consent, URI start) {
    LOG.info("GET {} for {}", start, consent);
    try {
      FinalResponse<Flow.Publisher<List<ByteBuffer>>> result =
          redirects.follow(
              consent,
              start,
              "GET",
              (request, _) -> request.header("Accept", "image/*"),
              BodyHandlers.ofPublisher(),
              _ -> false,
              () -> true);
      return body(host(result.address()), result.response());
    } catch (IOException | IllegalArgumentException e) {
      throw new AkinException(e, new Problem.PictureUnreachable(host(start), Downloads.reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AkinException(e, new Problem.Stopped());
    }
  }

  private byte[] body(String host, HttpResponse<Flow.Publisher<List<ByteBuffer>>> response)
      throws IOException, InterruptedException {
    try (BodyReader reader = new BodyReader()) {
      response.body().subscribe(reader);
      if (response.statusCode() != OK) {
        throw new AkinException(new Problem.PictureRefused(host, response.statusCode()));
      }
      HttpHeaders headers = response.headers();
      String type =
          headers
              .firstValue("Content-Type")
              .map(value -> value.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
              .orElse("");
      // Many servers do not know the media types of newer formats.
      if (!type.isEmpty()
          && !type.startsWith("image/")
          && !type.equals("application/octet-stream")
          && !type.equals("binary/octet-stream")) {
        throw new AkinException(new Problem.PictureNone(host, type));
      }
      if (headers.firstValueAsLong("Content-Length").orElse(0) > MAX_BYTES) {
        throw tooLarge(host);
      }
      Instant end = clock.instant().plus(retryPolicy.maxDelay());
      return reader
          .readAll(MAX_BYTES, retryPolicy.readTimeout(), () -> clock.instant().isAfter(end))
          .orElseThrow(() -> tooLarge(host));
    }
  }

  private static String host(URI address) {
    return String.valueOf(address.getHost());
  }

  private static AkinException tooLarge(String host) {
    return new AkinException(new Problem.PictureTooLarge(host, MAX_BYTES / MEGABYTE));
  }

  /// Releases the connections.
  @Override
  public void close() {
    redirects.close();
  }
}
