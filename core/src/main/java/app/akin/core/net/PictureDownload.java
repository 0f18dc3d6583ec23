package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
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
  private static final int MOST_REDIRECTS = 8;
  private static final int OK = 200;
  private static final int REDIRECT = 300;
  private static final int CLIENT = 400;
  private static final int MEGABYTE = 1 << 20;
  private static final Duration GLANCE = Duration.ofMillis(200);

  private final Patience patience;
  private final InstantSource clock;
  private final HttpClient client;

  /// @param settings which way leads to a host; its hub and token are not used
  /// @param patience how long to wait; all of a picture must be here within its longest pause
  public PictureDownload(NetSettings settings, Patience patience, InstantSource clock) {
    this.patience = patience;
    this.clock = clock;
    client = settings.client(patience);
  }

  /// Fetches a picture. Tried once: the person sees what became of it and may try again.
  ///
  /// @return the bytes as they came; whether they are a picture is for a decoder to say
  /// @throws AkinException of a `PICTURE_` kind, `NET_INSECURE`, `STOPPED` where the thread was
  ///   interrupted
  public byte[] fetch(Consent consent, URI start) {
    String host = host(start);
    try {
      URI address = start;
      for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
        Origin.requireSafe(address);
        if (isLoopback(address) && !isLoopback(start)) {
          // A page on the web must not lead to what runs on this computer.
          throw new AkinException(Problem.NET_INSECURE, String.valueOf(address));
        }
        LOG.info("GET {} for {}", address, consent);
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
            client.send(request(address), BodyHandlers.ofPublisher());
        Optional<String> location = response.headers().firstValue("Location");
        int status = response.statusCode();
        if (status < REDIRECT || status >= CLIENT || location.isEmpty()) {
          return body(host(address), response);
        }
        response.body().subscribe(new Refusal());
        address = address.resolve(location.get());
      }
      throw unreachable(null, host, "it leads around in circles");
    } catch (IOException | IllegalArgumentException e) {
      throw unreachable(e, host, Downloads.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AkinException(e, Problem.STOPPED);
    }
  }

  private byte[] body(String host, HttpResponse<Flow.Publisher<List<ByteBuffer>>> response)
      throws IOException, InterruptedException {
    try (Arrivals arrivals = new Arrivals()) {
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
      return read(host, arrivals);
    }
  }

  private byte[] read(String host, Arrivals arrivals) throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Instant end = clock.instant().plus(patience.longest());
    Duration quiet = Duration.ZERO;
    while (true) {
      if (quiet.compareTo(patience.silence()) >= 0 || clock.instant().isAfter(end)) {
        throw unreachable(null, host, "it fell silent");
      }
      Optional<List<ByteBuffer>> came = arrivals.next(GLANCE);
      if (came.isEmpty()) {
        quiet = quiet.plus(GLANCE);
        continue;
      }
      if (came.get().isEmpty()) {
        return bytes.toByteArray();
      }
      quiet = Duration.ZERO;
      for (ByteBuffer buffer : came.get()) {
        if (bytes.size() + buffer.remaining() > MOST_BYTES) {
          throw tooLarge(host);
        }
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        bytes.writeBytes(part);
      }
    }
  }

  private HttpRequest request(URI address) {
    return HttpRequest.newBuilder(address)
        .timeout(patience.answer())
        .header("User-Agent", "Akin")
        .header("Accept", "image/*")
        .header("Accept-Encoding", "identity")
        .build();
  }

  private static boolean isLoopback(URI address) {
    return Origin.isLoopback(Origin.of(address).host());
  }

  private static String host(URI address) {
    return String.valueOf(address.getHost());
  }

  private static AkinException unreachable(@Nullable Throwable cause, String host, String detail) {
    return new AkinException(cause, Problem.PICTURE_UNREACHABLE, host, detail);
  }

  private static AkinException tooLarge(String host) {
    return new AkinException(Problem.PICTURE_TOO_LARGE, host, MOST_BYTES / MEGABYTE);
  }

  /// Lets the connections go.
  @Override
  public void close() {
    client.shutdownNow();
  }
}
