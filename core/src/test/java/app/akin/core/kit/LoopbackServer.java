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

/// A local HTTP server with arbitrary responses: one request per connection, each on its own
/// thread. Thread-safe.
public final class LoopbackServer implements AutoCloseable {
  private final ServerSocket server;
  private final Handler answer;

  /// A received request.
  ///
  /// @param method `GET` or `HEAD`
  /// @param path the path
  /// @param headers the headers by lower-case name
  public record ReceivedRequest(String method, String path, Map<String, String> headers) {
    /// Returns the requested offset.
    public int from() {
      String range = headers.getOrDefault("range", "");
      return range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }
  }

  /// Handles requests.
  public interface Handler {
    /// Sends a response; the connection is closed afterwards.
    void handle(ReceivedRequest request, Connection connection) throws IOException;
  }

  /// The connection to the client.
  public record Connection(Socket socket) {
    /// Sends status and headers.
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

    /// Waits until the client disconnects.
    public void awaitDisconnect() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // Ignores further input.
      }
    }
  }

  private LoopbackServer(Handler answer) throws IOException {
    this.answer = answer;
    server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  }

  /// Starts a server.
  public static LoopbackServer start(Handler answer) throws IOException {
    LoopbackServer started = new LoopbackServer(answer);
    Thread.ofVirtual().start(started::serve);
    return started;
  }

  /// Returns its URL.
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
      // The client has disconnected, which is not a failure of the server.
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
