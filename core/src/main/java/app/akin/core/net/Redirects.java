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

/// Sends HTTP requests and follows redirects with security checks. Thread-safe; [#close] releases
/// the connections.
final class Redirects implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Redirects.class);
  private static final int REDIRECT = 300;
  private static final int NOT_MODIFIED = 304;
  private static final int CLIENT_ERROR = 400;
  private static final int MAX_REDIRECTS = 8;

  private final RetryPolicy retryPolicy;
  private final HttpClient client;

  Redirects(NetSettings settings, RetryPolicy retryPolicy) {
    this.retryPolicy = retryPolicy;
    client = settings.newClient(retryPolicy);
  }

  /// Adds headers to a request; called for each hop.
  interface RequestHeaders {
    void addTo(HttpRequest.Builder request, URI address);
  }

  /// Decides whether a redirect response is sufficient and is not followed.
  interface StopCondition {
    boolean test(HttpResponse<?> hop);
  }

  /// The response at the end of a chain of redirects.
  ///
  /// @param address the URL of the response
  /// @param response the response
  /// @param tag the ETag that the first server gave in any of its responses; null if none
  record FinalResponse<T>(URI address, HttpResponse<T> response, @Nullable String tag) {}

  /// Sends a request and follows its redirects.
  ///
  /// @param headers adds the request headers
  /// @param stopCondition whether a redirect response is not followed
  /// @param shouldContinue polled several times per second while waiting for a response
  /// @throws CancellationException if `shouldContinue` returns false
  /// @throws AkinException `NetInsecure`, `NetInward`, `NetRedirects`, `NetAnswer`
  <T> FinalResponse<T> follow(
      Consent consent,
      URI start,
      String method,
      RequestHeaders headers,
      HttpResponse.BodyHandler<T> body,
      StopCondition stopCondition,
      BooleanSupplier shouldContinue)
      throws IOException, InterruptedException {
    Origin origin = Origin.of(start);
    URI address = start;
    String tag = null;
    for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
      Origin.requireSecure(address);
      Origin.requirePublic(start, address);
      LOG.debug("{} {} for {}", method, address, consent);
      HttpResponse<T> response = send(request(address, method, headers), body, shouldContinue);
      Optional<String> linked = response.headers().firstValue("X-Linked-ETag");
      if (linked.isPresent() && Origin.of(address).equals(origin)) {
        tag = HttpResponses.normalizedTag(linked.get());
      }
      int status = response.statusCode();
      Optional<String> location = response.headers().firstValue("Location");
      boolean isRedirect =
          status >= REDIRECT
              && status < CLIENT_ERROR
              && status != NOT_MODIFIED
              && location.isPresent()
              && !stopCondition.test(response);
      if (!isRedirect) {
        if (tag == null && Origin.of(address).equals(origin)) {
          tag =
              response.headers().firstValue("ETag").map(HttpResponses::normalizedTag).orElse(null);
        }
        return new FinalResponse<>(address, response, tag);
      }
      discard(response.body());
      address = resolve(address, location.get());
    }
    throw new AkinException(new Problem.NetRedirects(String.valueOf(start.getHost())));
  }

  private <T> HttpResponse<T> send(
      HttpRequest request, HttpResponse.BodyHandler<T> body, BooleanSupplier shouldContinue)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> future = client.sendAsync(request, body);
    try {
      while (true) {
        try {
          return future.get(Downloads.POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (!shouldContinue.getAsBoolean()) {
            throw new CancellationException();
          }
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } finally {
      // Has no effect on a completed response.
      future.cancel(true);
    }
  }

  private HttpRequest request(URI address, String method, RequestHeaders headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(retryPolicy.responseTimeout())
            .header("User-Agent", "Akin")
            .header("Accept-Encoding", "identity");
    // Setting HEAD as a plain method name would send a Content-Length header.
    HttpRequest.Builder builder = method.equals("HEAD") ? request.HEAD() : request.GET();
    headers.addTo(builder, address);
    return builder.build();
  }

  private static URI resolve(URI address, String location) {
    try {
      return address.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new AkinException(
          e,
          new Problem.NetAnswer(
              String.valueOf(address.getHost()), "the redirect is not a valid URL"));
    }
  }

  /// Cancels an unread body to release its connection.
  private static void discard(Object body) {
    if (body instanceof Flow.Publisher<?> publisher) {
      publisher.subscribe(new CancellingSubscriber());
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
