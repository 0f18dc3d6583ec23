package app.akin.core.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A server of HTTP on this computer that may answer in any way, right or wrong: one request a
/// connection, each on a thread of its own. Thread-safe.
public final class LoopbackServer implements AutoCloseable {
  private final ServerSocket server;
  private final Handler answer;

  /// What was asked.
  ///
  /// @param method `GET` or `HEAD`
  /// @param path the whole path
  /// @param headers by name in lower case
  public record ReceivedRequest(String method, String path, Map<String, String> headers) {
    /// The first byte asked for.
    public int from() {
      String range = headers.getOrDefault("range", "");
      return range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }
  }

  /// What a server does with a request.
  public interface Handler {
    /// Answers; the connection ends after that.
    void handle(ReceivedRequest asked, Connection wire) throws IOException;
  }

  /// The way back to who asked.
  public record Connection(Socket socket) {
    /// Sends a status and headers.
    public void head(String status, String... headers) throws IOException {
      StringBuilder text = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\n");
      for (String header : headers) {
        text.append(header).append("\r\n");
      }
      OutputStream out = socket.getOutputStream();
      out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /// Sends a part of a file.
    public void body(byte[] bytes, int from, int to) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes, from, to - from);
      out.flush();
    }

    /// Waits until whoever asked hangs up.
    public void awaitDisconnect() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // What they still say is not heard.
      }
    }
  }

  private LoopbackServer(Handler answer) throws IOException {
    this.answer = answer;
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  }

  /// A server that answers from now on.
  public static LoopbackServer start(Handler answer) throws IOException {
    LoopbackServer started = new LoopbackServer(answer);
    Thread.ofVirtual().start(started::serve);
    return started;
  }

  /// Where it is.
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
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
      String line = in.readLine();
      if (line == null) {
        return;
      }
      String[] words = line.split(" ", -1);
      Map<String, String> headers = new LinkedHashMap<>();
      for (String next = in.readLine(); next != null && !next.isEmpty(); next = in.readLine()) {
        headers.put(
            next.substring(0, next.indexOf(':')).toLowerCase(Locale.ROOT),
            next.substring(next.indexOf(':') + 1).strip());
      }
      answer.handle(
          new ReceivedRequest(words[0], words[1], Map.copyOf(headers)), new Connection(socket));
    } catch (IOException e) {
      // Whoever asked has gone: they are tested, not this.
      return;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
