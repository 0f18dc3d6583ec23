package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks once for a short text, with nothing in the request but the request: no name, no version, no
/// token, no cookie. Thread-safe.
///
/// @param settings which way leads to a host
/// @param patience how long to wait for an answer
public record ShortText(NetSettings settings, Patience patience) {
  private static final Logger LOG = LoggerFactory.getLogger(ShortText.class);
  private static final int OK = 200;

  /// The beginning of the text at an address.
  ///
  /// @param most the bytes that are read at most
  /// @throws AkinException of a `NET_` kind, `STOPPED`
  public String at(Consent consent, URI address, int most) {
    Origin.requireSafe(address);
    String host = String.valueOf(address.getHost());
    LOG.info("asks {} for {}", address, consent);
    try (HttpClient client = settings.client(patience)) {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .timeout(patience.answer())
              .header("User-Agent", "Akin")
              .GET()
              .build();
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != OK) {
          throw new AkinException(
              Problem.NET_ANSWER, host, "it answers with the status " + answer.statusCode());
        }
        return new String(body.readNBytes(most), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new AkinException(e, Problem.NET_UNREACHABLE, host, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AkinException(Problem.STOPPED);
    }
  }
}
