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

/// Downloads a short text without retries.
///
/// The request contains no version, token or cookie. Redirects are not followed, so no other server
/// is contacted. Thread-safe.
///
/// @param settings the proxy settings
/// @param retryPolicy the timeouts
public record TextDownload(NetSettings settings, RetryPolicy retryPolicy) {
  private static final Logger LOG = LoggerFactory.getLogger(TextDownload.class);
  private static final int OK = 200;

  /// Downloads the text at a URL.
  ///
  /// @param maxBytes the maximum size
  /// @throws AkinException `NetAddress`, `NetInsecure`, `NetAnswer`, `UpdatesUnreachable`;
  ///   `Stopped` if the thread was interrupted
  public String fetch(Consent consent, URI address, int maxBytes) {
    String host = address.getHost();
    if (host == null) {
      throw new AkinException(new Problem.NetAddress(address.toString()));
    }
    Origin.requireSecure(address);
    LOG.info("GET {} for {}", address, consent);
    try (HttpClient client = settings.newClient(retryPolicy);
        BodyReader reader = new BodyReader()) {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(retryPolicy.responseTimeout())
              .header("User-Agent", "Akin")
              .GET()
              .build();
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
          client.send(request, BodyHandlers.ofPublisher());
      response.body().subscribe(reader);
      if (response.statusCode() != OK) {
        throw new AkinException(new Problem.NetAnswer(host, "HTTP " + response.statusCode()));
      }
      return reader
          .readAll(maxBytes, retryPolicy.readTimeout(), () -> false)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          .orElseThrow(
              () -> new AkinException(new Problem.NetAnswer(host, "the response is too large")));
    } catch (IOException e) {
      throw new AkinException(e, new Problem.UpdatesUnreachable(host, Downloads.reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AkinException(e, new Problem.Stopped());
    }
  }
}
