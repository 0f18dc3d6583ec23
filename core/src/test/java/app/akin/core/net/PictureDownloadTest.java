package app.akin.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pictures from servers of this computer that behave and that do not.
final class PictureDownloadTest {
  private static final Patience PATIENCE =
      new Patience(
          Duration.ofSeconds(10),
          Duration.ofMillis(600),
          1,
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          _ -> {});

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private byte[] picture = new byte[0];
  private ServerSocket server;
  private PictureDownload download;

  @BeforeEach
  void open() throws IOException {
    picture = new byte[300_000];
    new Random(7).nextBytes(picture);
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    NetSettings settings = NetSettings.of(Map.of("HF_TOKEN", "secret"));
    download = new PictureDownload(settings, PATIENCE, Instant::now);
  }

  @AfterEach
  void close() throws IOException {
    download.close();
    server.close();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  private byte[] fetch(String path) {
    return download.fetch(Consent.PICTURE, at(path));
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String path = in.readLine().split(" ", -1)[1];
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        asked.add(line);
      }
      OutputStream out = socket.getOutputStream();
      switch (path) {
        case "/picture" -> send(out, "200 OK", "Content-Type: image/jpeg", picture);
        case "/unnamed" -> send(out, "200 OK", "X-Nothing: said", picture);
        case "/bytes" -> send(out, "200 OK", "Content-Type: application/octet-stream", picture);
        case "/page" -> send(out, "200 OK", "Content-Type: Text/HTML; charset=utf-8", picture);
        case "/gone" -> send(out, "404 Not Found", "Content-Type: image/png", picture);
        case "/mine" -> send(out, "403 Forbidden", "Content-Type: image/png", picture);
        case "/moved" -> send(out, "302 Found", "Location: /picture", new byte[0]);
        case "/circle" -> send(out, "302 Found", "Location: /circle", new byte[0]);
        case "/away" -> send(out, "302 Found", "Location: http://example.invalid/a", new byte[0]);
        case "/odd" -> send(out, "302 Found", "Location: http://a b/", new byte[0]);
        case "/huge" ->
            head(out, "200 OK", "Content-Type: image/png", "Content-Length: 99999999999");
        case "/endless" -> {
          head(out, "200 OK", "Content-Type: image/png");
          while (true) {
            out.write(picture);
          }
        }
        case "/silent" -> {
          head(out, "200 OK", "Content-Type: image/png", "Content-Length: 300000");
          out.write(picture, 0, 1000);
          out.flush();
          // Until whoever asked hangs up.
          in.read();
        }
        case "/short" -> {
          head(out, "200 OK", "Content-Type: image/png", "Content-Length: 300000");
          out.write(picture, 0, 1000);
        }
        default -> throw new IllegalStateException(path);
      }
    } catch (IOException e) {
      // Whoever asked has gone: they are tested, not this.
      return;
    }
  }

  private static void head(OutputStream out, String status, String... headers) throws IOException {
    String text = "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + String.join("\r\n", headers);
    out.write((text + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void send(OutputStream out, String status, String header, byte[] body)
      throws IOException {
    head(out, status, header, "Content-Length: " + body.length);
    out.write(body);
    out.flush();
  }

  @ParameterizedTest
  @CsvSource({"/picture", "/unnamed", "/bytes", "/moved"})
  void aPictureComesByteForByte(String path) {
    assertThat(fetch(path)).isEqualTo(picture);
  }

  @Test
  void theServerLearnsNothingOfThePerson() {
    fetch("/moved");
    assertThat(asked)
        .extracting(line -> line.substring(0, line.indexOf(':')).toLowerCase(java.util.Locale.ROOT))
        .containsOnly("host", "accept", "accept-encoding", "user-agent");
    assertThat(asked).noneMatch(line -> line.contains("secret"));
  }

  @ParameterizedTest
  @CsvSource({
    "/page, PICTURE_NONE, text/html",
    "/gone, PICTURE_REFUSED, 404",
    "/mine, PICTURE_REFUSED, 403",
    "/huge, PICTURE_TOO_LARGE, 64",
    "/endless, PICTURE_TOO_LARGE, 64",
    "/silent, PICTURE_UNREACHABLE, it fell silent",
    "/circle, PICTURE_UNREACHABLE, it leads around in circles",
  })
  void whatIsWrongIsSaid(String path, Problem problem, String detail) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(problem);
              assertThat(e.arguments()).hasSize(2).startsWith("127.0.0.1");
              assertThat(e.arguments().get(1)).asString().isEqualTo(detail);
            });
  }

  @ParameterizedTest
  @CsvSource({"/short", "/odd"})
  void whatBreaksOffIsNoPicture(String path) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.PICTURE_UNREACHABLE));
  }

  @Test
  void nothingIsFetchedWhereOthersCanLookOn() {
    assertThatThrownBy(() -> fetch("/away"))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NET_INSECURE));
    URI plain = URI.create("http://example.invalid/picture");
    assertThatThrownBy(() -> download.fetch(Consent.PICTURE, plain))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NET_INSECURE));
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port + "/picture");
    assertThatThrownBy(() -> download.fetch(Consent.PICTURE, nobody))
        .isInstanceOfSatisfying(
            AkinException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.PICTURE_UNREACHABLE));
  }
}
