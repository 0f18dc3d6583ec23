package app.akin.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.akin.core.kit.HubKit.ReceivedRequest;
import app.akin.core.kit.LoopbackServer.Connection;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests downloads from servers that answer with errors and redirects, and through proxies.
final class FetchErrorsTest extends FetchTestCase {
  @ParameterizedTest
  @MethodSource("clientErrors")
  void aClientErrorIsNotRetried(int status, Class<? extends Problem> problem) throws Exception {
    fixture.hub.setFault(
        (_, _, wire) -> {
          wire.head(status + " No", "Content-Length: 0");
          return true;
        });

    assertProblem(problem);
    assertThat(fixture.hub.requests()).hasSize(1);
    fixture.hub.clearFault();
    assertFetched();
  }

  @Test
  void retryAfterIsRespected() throws Exception {
    injectFault(
        1,
        (_, _, wire) -> {
          wire.head("429 Too Many Requests", "Retry-After: 7", "Content-Length: 0");
          return true;
        });

    assertFetched();
    assertThat(fixture.totalDelay()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aTooLongRetryAfterIsAnError() throws Exception {
    injectFault(
        1,
        (_, _, wire) -> {
          wire.head("429 Too Many Requests", "Retry-After: 7200", "Content-Length: 0");
          return true;
        });

    assertProblem(Problem.NetBusy.class);
    assertThat(fixture.totalDelay()).isEqualTo(Duration.ZERO);
  }

  @Test
  void fiveConsecutiveErrorsAreRetriedWithExponentialDelays() throws Exception {
    injectFault(5, FetchErrorsTest::sendServerError);

    assertFetched();
    assertThat(fixture.totalDelay()).isEqualTo(Duration.ofSeconds(1 + 2 + 4 + 8 + 16));
  }

  @Test
  void permanentServerErrorsAreAnError() throws Exception {
    injectFault(100, FetchErrorsTest::sendServerError);

    assertProblem(Problem.NetBusy.class);
    assertThat(requestedOffsets()).hasSize(6);
  }

  @Test
  void aRedirectLoopIsAnError() throws Exception {
    fixture.hub.setFault(
        (asked, _, wire) -> {
          wire.head("302 Found", "Location: " + asked.file(), "Content-Length: 0");
          return true;
        });

    assertProblem(Problem.NetRedirects.class);
  }

  /// The address is reserved for documentation: no server answers there, and none must be
  /// contacted.
  @Test
  void aRedirectToPlainHttpIsNotFollowed() throws Exception {
    fixture.hub.setFault(
        (_, _, wire) -> {
          wire.head("302 Found", "Location: http://192.0.2.1/file", "Content-Length: 0");
          return true;
        });

    assertProblem(Problem.NetInsecure.class);
  }

  @Test
  void aHubWithPlainHttpIsRejected() {
    fixture.environment.put("HF_ENDPOINT", "http://192.0.2.1");

    assertProblem(Problem.NetInsecure.class);
  }

  static Stream<Arguments> clientErrors() {
    return Stream.of(
        arguments(401, Problem.NetForbidden.class),
        arguments(403, Problem.NetForbidden.class),
        arguments(404, Problem.NetNotFound.class),
        arguments(418, Problem.NetAnswer.class));
  }

  @Test
  void theTokenIsSentOnlyToTheHub() throws Exception {
    fixture.environment.put("HF_TOKEN", "hf_secret");

    assertFetched();
    assertThat(fixture.hub.requests()).anyMatch(ReceivedRequest::network);
    assertThat(fixture.hub.requests())
        .allSatisfy(
            asked ->
                assertThat(asked.headers().get("authorization"))
                    .isEqualTo(asked.network() ? null : "Bearer hf_secret"));
  }

  @Test
  void theHubIsContactedThroughAProxyTunnel() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> first = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(
              () -> {
                while (!proxy.isClosed()) {
                  try (Socket socket = proxy.accept()) {
                    byte[] head = new byte[200];
                    InputStream in = socket.getInputStream();
                    int read = in.read(head);
                    first.complete(new String(head, 0, read, StandardCharsets.ISO_8859_1));
                    socket
                        .getOutputStream()
                        .write(
                            "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
                  } catch (IOException e) {
                    first.completeExceptionally(e);
                    return;
                  }
                }
              });
      fixture.environment.put("HF_ENDPOINT", "https://hub.invalid");
      fixture.environment.put("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());

      assertThatThrownBy(() -> fixture.fetch()).isInstanceOf(AkinException.class);
      assertThat(first.get(10, TimeUnit.SECONDS)).startsWith("CONNECT hub.invalid:443 ");
    }
  }

  /// The credentials in the URL are sent only to the proxy.
  @Test
  void credentialsAreSentToTheProxy() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      List<String> heads = new java.util.concurrent.CopyOnWriteArrayList<>();
      Thread.ofVirtual()
          .start(
              () -> {
                while (!proxy.isClosed()) {
                  try (Socket socket = proxy.accept()) {
                    byte[] head = new byte[2000];
                    int read = socket.getInputStream().read(head);
                    String text = new String(head, 0, read, StandardCharsets.ISO_8859_1);
                    heads.add(text);
                    String answer =
                        text.contains("Proxy-Authorization")
                            ? "HTTP/1.1 502 No\r\n"
                            : "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"here\"\r\n";
                    socket
                        .getOutputStream()
                        .write(
                            (answer + "Content-Length: 0\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      fixture.environment.put("HF_ENDPOINT", "https://hub.invalid");
      fixture.environment.put("HTTPS_PROXY", "http://me:p%40ss@127.0.0.1:" + proxy.getLocalPort());

      assertThatThrownBy(() -> fixture.fetch()).isInstanceOf(AkinException.class);
      String login =
          java.util.Base64.getEncoder().encodeToString("me:p@ss".getBytes(StandardCharsets.UTF_8));
      assertThat(heads)
          .anyMatch(
              head ->
                  head.startsWith("CONNECT hub.invalid:443 ")
                      && head.contains("Proxy-Authorization: Basic " + login));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mllm", "nothing"})
  void anUnknownModelIsReportedAtOnce(String name) {
    assertThatThrownBy(() -> fixture.models().fetch(name, false))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.ModelUnknown.class));
  }

  private static boolean sendServerError(ReceivedRequest asked, byte[] bytes, Connection wire)
      throws IOException {
    wire.head("500 Internal Server Error", "Content-Length: 0");
    return true;
  }
}
