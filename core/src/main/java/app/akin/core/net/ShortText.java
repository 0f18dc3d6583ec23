package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks once for a short text, with nothing in the request but the request: no name, no version, no
/// token, no cookie. It follows no redirect: who was not named is not asked. Thread-safe.
///
/// @param settings which way leads to a host
/// @param patience how long to wait for an answer
public record ShortText(NetSettings settings, RetryPolicy patience) {
  private static final Logger LOG = LoggerFactory.getLogger(ShortText.class);
  private static final int OK = 200;

  /// The text at an address.
  ///
  /// @param most more bytes than these are none that are wanted
  /// @throws AkinException `NET_ADDRESS`, `NET_INSECURE`, `NET_ANSWER`, `UPDATES_UNREACHABLE`,
  ///   `STOPPED` where the thread was interrupted
  public String at(Consent consent, URI address, int most) {
    String host = address.getHost();
    if (host == null) {
      throw new AkinException(Problem.NET_ADDRESS, address.toString());
    }
    Origin.requireSafe(address);
    LOG.info("asks {} for {}", address, consent);
    try (HttpClient client = settings.client(patience);
        BodyReader arrivals = new BodyReader()) {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(patience.answer())
              .header("User-Agent", "Akin")
              .GET()
              .build();
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer =
          client.send(request, BodyHandlers.ofPublisher());
      answer.body().subscribe(arrivals);
      if (answer.statusCode() != OK) {
        throw new AkinException(Problem.NET_ANSWER, host, "HTTP " + answer.statusCode());
      }
      return arrivals
          .all(most, patience.silence(), () -> false)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .orElseThrow(() -> new AkinException(Problem.NET_ANSWER, host, "it says too much"));
    } catch (IOException e) {
      throw new AkinException(e, Problem.UPDATES_UNREACHABLE, host, Downloads.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AkinException(e, Problem.STOPPED);
    }
  }
}
