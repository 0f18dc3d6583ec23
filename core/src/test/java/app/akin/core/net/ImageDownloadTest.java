package app.akin.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.akin.core.kit.LoopbackServer;
import app.akin.core.kit.LoopbackServer.Connection;
import app.akin.core.kit.LoopbackServer.ReceivedRequest;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests image downloads from correct and faulty servers on this computer.
final class ImageDownloadTest {
  private static final RetryPolicy RETRY_POLICY =
      new RetryPolicy(
          Duration.ofSeconds(10),
          Duration.ofMillis(600),
          1,
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          _ -> {});

  private final List<String> headerLines = new CopyOnWriteArrayList<>();
  private byte[] image = new byte[0];
  private LoopbackServer server;
  private ImageDownload download;

  @BeforeEach
  void open() throws IOException {
    image = new byte[300_000];
    new Random(7).nextBytes(image);
    server = LoopbackServer.start(this::answer);
    NetSettings settings = NetSettings.of(Map.of("HF_TOKEN", "secret"));
    download = new ImageDownload(settings, RETRY_POLICY, Instant::now);
  }

  @AfterEach
  void close() throws IOException {
    download.close();
    server.close();
  }

  private URI url(String path) {
    return URI.create(server.address() + path);
  }

  private byte[] fetch(String path) {
    return download.fetch(Consent.PICTURE, url(path));
  }

  private void answer(ReceivedRequest request, Connection wire) throws IOException {
    request.headers().forEach((name, value) -> headerLines.add(name + ": " + value));
    switch (request.path()) {
      case "/picture" -> send(wire, "200 OK", "Content-Type: image/jpeg", image);
      case "/unnamed" -> send(wire, "200 OK", "X-Nothing: said", image);
      case "/bytes" -> send(wire, "200 OK", "Content-Type: application/octet-stream", image);
      case "/page" -> send(wire, "200 OK", "Content-Type: Text/HTML; charset=utf-8", image);
      case "/gone" -> send(wire, "404 Not Found", "Content-Type: image/png", image);
      case "/mine" -> send(wire, "403 Forbidden", "Content-Type: image/png", image);
      case "/moved" -> send(wire, "302 Found", "Location: /picture", new byte[0]);
      case "/circle" -> send(wire, "302 Found", "Location: /circle", new byte[0]);
      case "/away" -> send(wire, "302 Found", "Location: http://example.invalid/a", new byte[0]);
      case "/odd" -> send(wire, "302 Found", "Location: http://a b/", new byte[0]);
      case "/huge" -> wire.head("200 OK", "Content-Type: image/png", "Content-Length: 99999999999");
      case "/endless" -> {
        wire.head("200 OK", "Content-Type: image/png");
        while (true) {
          wire.body(image, 0, image.length);
        }
      }
      case "/silent" -> {
        wire.head("200 OK", "Content-Type: image/png", "Content-Length: 300000");
        wire.body(image, 0, 1000);
        wire.awaitDisconnect();
      }
      case "/short" -> {
        wire.head("200 OK", "Content-Type: image/png", "Content-Length: 300000");
        wire.body(image, 0, 1000);
      }
      default -> throw new IllegalStateException(request.path());
    }
  }

  private static void send(Connection wire, String status, String header, byte[] body)
      throws IOException {
    wire.head(status, header, "Content-Length: " + body.length);
    wire.body(body, 0, body.length);
  }

  @ParameterizedTest
  @CsvSource({"/picture", "/unnamed", "/bytes", "/moved"})
  void anImageIsDownloadedUnchanged(String path) {
    assertThat(fetch(path)).isEqualTo(image);
  }

  @Test
  void theRequestContainsNoPersonalData() {
    fetch("/moved");
    assertThat(headerLines)
        .extracting(line -> line.substring(0, line.indexOf(':')).toLowerCase(java.util.Locale.ROOT))
        .containsOnly("host", "accept", "accept-encoding", "user-agent");
    assertThat(headerLines).noneMatch(line -> line.contains("secret"));
  }

  @ParameterizedTest
  @MethodSource("invalidResponses")
  void anInvalidResponseIsReported(String path, Problem problem) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  static Stream<Arguments> invalidResponses() {
    String host = "127.0.0.1";
    return Stream.of(
        arguments("/page", new Problem.PictureNone(host, "text/html")),
        arguments("/gone", new Problem.PictureRefused(host, 404)),
        arguments("/mine", new Problem.PictureRefused(host, 403)),
        arguments("/huge", new Problem.PictureTooLarge(host, 64)),
        arguments("/endless", new Problem.PictureTooLarge(host, 64)),
        arguments(
            "/silent", new Problem.PictureUnreachable(host, "the server stopped sending data")),
        arguments("/odd", new Problem.NetAnswer(host, "the redirect is not a valid URL")));
  }

  @Test
  void aTruncatedBodyIsAnError() {
    assertThatThrownBy(() -> fetch("/short"))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.PictureUnreachable.class));
  }

  @Test
  void aRedirectLoopIsReported() {
    assertThatThrownBy(() -> fetch("/circle"))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(new Problem.NetRedirects("127.0.0.1"));
            });
    assertThat(headerLines.stream().filter(line -> line.startsWith("host:"))).hasSize(9);
  }

  @Test
  void plainHttpIsRejected() {
    assertThatThrownBy(() -> fetch("/away"))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.NetInsecure.class));
    URI plain = URI.create("http://example.invalid/picture");
    assertThatThrownBy(() -> download.fetch(Consent.PICTURE, plain))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.NetInsecure.class));
  }

  @Test
  void anUnreachableServerIsReported() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    URI unreachable = URI.create("http://127.0.0.1:" + port + "/picture");
    assertThatThrownBy(() -> download.fetch(Consent.PICTURE, unreachable))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.PictureUnreachable.class));
  }
}
