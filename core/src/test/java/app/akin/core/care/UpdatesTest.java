package app.akin.core.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asking for a newer version, against a server on this computer that writes down what it hears.
final class UpdatesTest {
  @TempDir private Path folder;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n1.10.0";
  private ServerSocket server;

  @BeforeEach
  void serve() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::answerAll);
  }

  @AfterEach
  void end() throws IOException {
    server.close();
  }

  private void answerAll() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          lines.add(line);
        }
        heard.addAll(lines);
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // The test is over, or the client went away.
        return;
      }
    }
  }

  private String address() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/newest";
  }

  private Updates updates() {
    return new Updates(folder.resolve("settings"), Map.of());
  }

  @Test
  void nothingIsAskedUntilItIsTurnedOn() {
    assertThat(updates().on()).isFalse();
    assertThat(updates().newer(address(), "0.1.0")).isEmpty();
    updates().turn(true);
    assertThat(updates().on()).isTrue();
    updates().turn(false);
    assertThat(updates().newer(address(), "0.1.0")).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void theRequestSaysNothingButTheRequest() {
    updates().turn(true);
    assertThat(updates().newer(address(), "0.1.0")).hasValue("1.10.0");
    assertThat(heard.getFirst()).isEqualTo("GET /newest HTTP/1.1");
    assertThat(
            heard.stream().skip(1).map(line -> line.replaceAll(":.*", "").toLowerCase(Locale.ROOT)))
        .isSubsetOf("host", "user-agent", "content-length", "connection");
    assertThat(heard).contains("User-Agent: Akin");
  }

  @Test
  void numbersAreComparedAsNumbers() {
    updates().turn(true);
    assertThat(updates().newer(address(), "1.9.9")).hasValue("1.10.0");
    assertThat(updates().newer(address(), "1.10.0")).isEmpty();
    assertThat(updates().newer(address(), "2.0")).isEmpty();
    assertThat(updates().newer(address(), "(not packaged)")).hasValue("1.10.0");
  }

  @Test
  void whatIsNoVersionIsRefused() {
    updates().turn(true);
    answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>";
    assertProblem(address(), Problem.NET_ANSWER);
    answer = "HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\nContent-Length: 0\r\n\r\n";
    assertProblem(address(), Problem.NET_ANSWER);
    assertProblem("http://example.org/newest", Problem.NET_INSECURE);
    assertProblem("no address", Problem.NET_ADDRESS);
  }

  private void assertProblem(String address, Problem problem) {
    assertThatThrownBy(() -> updates().newer(address, "1"))
        .isInstanceOfSatisfying(
            AkinException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
