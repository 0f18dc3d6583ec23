package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks servers, and goes where their answers lead, no further than is safe. Thread-safe; close it
/// to let its connections go.
final class Redirects implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Redirects.class);
  private static final int REDIRECT = 300;
  private static final int NOT_MODIFIED = 304;
  private static final int CLIENT = 400;
  private static final int MOST = 8;

  private final RetryPolicy patience;
  private final HttpClient client;

  Redirects(NetSettings settings, RetryPolicy patience) {
    this.patience = patience;
    client = settings.client(patience);
  }

  /// What a request says beside its address; asked for each hop.
  interface Terms {
    void onto(HttpRequest.Builder request, URI address);
  }

  /// Whether an answer that leads on says enough.
  interface Enough {
    boolean is(HttpResponse<?> hop);
  }

  /// The last answer.
  ///
  /// @param tag what the server that was asked first calls the version, on its way or at its end
  record Hop<T>(URI address, HttpResponse<T> response, @Nullable String tag) {}

  /// Asks, and goes where the answers lead.
  ///
  /// @param terms what to say beside the address
  /// @param enough whether an answer that leads on says enough
  /// @param goesOn asked many times a second while an answer is waited for
  /// @throws CancellationException where it does not go on
  /// @throws AkinException `NET_INSECURE`, `NET_INWARD`, `NET_REDIRECTS`, `NET_ANSWER`
  <T> Hop<T> follow(
      Consent consent,
      URI start,
      String method,
      Terms terms,
      HttpResponse.BodyHandler<T> body,
      Enough enough,
      BooleanSupplier goesOn)
      throws IOException, InterruptedException {
    Origin asked = Origin.of(start);
    URI address = start;
    String tag = null;
    for (int hops = 0; hops <= MOST; hops++) {
      Origin.requireSafe(address);
      Origin.requireOutside(start, address);
      LOG.debug("{} {} for {}", method, address, consent);
      HttpResponse<T> response = send(request(address, method, terms), body, goesOn);
      Optional<String> linked = response.headers().firstValue("X-Linked-ETag");
      if (linked.isPresent() && Origin.of(address).equals(asked)) {
        tag = HttpResponses.plain(linked.get());
      }
      int status = response.statusCode();
      Optional<String> location = response.headers().firstValue("Location");
      boolean leads =
          status >= REDIRECT
              && status < CLIENT
              && status != NOT_MODIFIED
              && location.isPresent()
              && !enough.is(response);
      if (!leads) {
        if (tag == null && Origin.of(address).equals(asked)) {
          tag = response.headers().firstValue("ETag").map(HttpResponses::plain).orElse(null);
        }
        return new Hop<>(address, response, tag);
      }
      discard(response.body());
      address = next(address, location.get());
    }
    throw new AkinException(Problem.NET_REDIRECTS, String.valueOf(start.getHost()));
  }

  private <T> HttpResponse<T> send(
      HttpRequest request, HttpResponse.BodyHandler<T> body, BooleanSupplier goesOn)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, body);
    try {
      while (true) {
        try {
          return answer.get(Downloads.GLANCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (!goesOn.getAsBoolean()) {
            throw new CancellationException();
          }
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      // Nothing happens to one that has come.
      answer.cancel(true);
    }
  }

  private HttpRequest request(URI address, String method, Terms terms) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(patience.answer())
            .header("User-Agent", "Akin")
            .header("Accept-Encoding", "identity");
    // By its name the client would say how long the body is that there is not.
    HttpRequest.Builder asking = method.equals("HEAD") ? request.HEAD() : request.GET();
    terms.onto(asking, address);
    return asking.build();
  }

  private static URI next(URI address, String location) {
    try {
      return address.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new AkinException(
          e, Problem.NET_ANSWER, String.valueOf(address.getHost()), "it leads nowhere");
    }
  }

  /// A body nobody wants is let go, so that its connection is.
  private static void discard(Object body) {
    if (body instanceof Flow.Publisher<?> publisher) {
      publisher.subscribe(new Refusal());
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
