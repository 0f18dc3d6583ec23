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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// A model hub on this computer, which speaks the real one's protocol: small files are answered by
/// the hub with their Git object id, large ones by a redirect to a content network, another server,
/// with size, SHA-256 and commit in the hub's own words. On demand it misbehaves. Thread-safe.
public final class HubKit implements AutoCloseable {
  /// Files from this size on are in large file storage.
  public static final int LARGE = 10_000;

  /// The tag that the content network gives every file.
  public static final String NETWORK_TAG = "\"of-the-network\"";

  /// What was asked.
  ///
  /// @param network whether the content network was, not the hub
  /// @param method `GET` or `HEAD`
  /// @param path the whole path
  /// @param headers by name in lower case
  public record Asked(boolean network, String method, String path, Map<String, String> headers) {
    /// The file's name.
    public String file() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The first byte asked for.
    public int from() {
      String range = headers.getOrDefault("range", "");
      return range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    }

    /// Whether the weights' bytes are asked for.
    public boolean isBody() {
      return network && method.equals("GET") && path.endsWith(".safetensors");
    }
  }

  /// A way to misbehave.
  public interface Fault {
    /// Answers in the server's place.
    ///
    /// @return whether it did
    boolean answer(Asked asked, byte[] bytes, Wire wire) throws IOException;
  }

  /// The way back to who asked.
  public record Wire(OutputStream out) {
    /// Sends a status and headers.
    public void head(String status, String... headers) throws IOException {
      StringBuilder text = new StringBuilder("HTTP/1.1 " + status + "\r\nConnection: close\r\n");
      for (String header : headers) {
        text.append(header).append("\r\n");
      }
      out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /// Sends a part of a file.
    public void body(byte[] bytes, int from, int to) throws IOException {
      out.write(bytes, from, to - from);
      out.flush();
    }
  }

  private final Map<String, byte[]> files;
  private final String revision;
  private final ServerSocket hub;
  private final ServerSocket network;
  private final List<Asked> requests = new CopyOnWriteArrayList<>();
  private final AtomicReference<Fault> fault = new AtomicReference<>((_, _, _) -> false);

  private HubKit(Map<String, byte[]> files, String revision) throws IOException {
    this.files = files;
    this.revision = revision;
    hub = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    network = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    serve(hub, false);
    serve(network, true);
  }

  /// A hub with some files under one revision.
  public static HubKit with(Map<String, byte[]> files, String revision) throws IOException {
    return new HubKit(new LinkedHashMap<>(files), revision);
  }

  /// What `HF_ENDPOINT` must say.
  public URI address() {
    return URI.create("http://127.0.0.1:" + hub.getLocalPort());
  }

  /// Everything that was asked, in order.
  public List<Asked> requests() {
    return List.copyOf(requests);
  }

  /// Misbehaves from now on.
  public void misbehave(Fault how) {
    fault.set(how);
  }

  /// Behaves from now on.
  public void behave() {
    fault.set((_, _, _) -> false);
  }

  private void serve(ServerSocket server, boolean content) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket socket = server.accept();
                  Thread.ofVirtual().start(() -> answer(socket, content));
                } catch (IOException e) {
                  return;
                }
              }
            });
  }

  private void answer(Socket socket, boolean content) {
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
      Asked asked = new Asked(content, words[0], words[1], Map.copyOf(headers));
      String file = asked.file();
      requests.add(asked);
      Wire wire = new Wire(socket.getOutputStream());
      byte[] bytes = files.get(file);
      boolean known =
          bytes != null
              && (content
                  || words[1].contains("/resolve/" + revision + "/")
                  || words[1].contains("/raw/" + revision + "/"));
      if (bytes == null || !known) {
        wire.head("404 Not Found", "Content-Length: 0");
      } else if (!fault.get().answer(asked, bytes, wire)) {
        right(asked, bytes, wire);
      }
    } catch (IOException e) {
      // Whoever asked has gone: they are tested, not this.
      return;
    }
  }

  private void right(Asked asked, byte[] bytes, Wire wire) throws IOException {
    if (!asked.network() && bytes.length >= LARGE) {
      wire.head(
          "302 Found",
          "Location: http://127.0.0.1:" + network.getLocalPort() + "/blob/" + asked.file(),
          "X-Repo-Commit: " + revision,
          "X-Linked-Size: " + bytes.length,
          "X-Linked-ETag: \"" + hash("SHA-256", bytes) + "\"",
          "Content-Length: 0");
      return;
    }
    String tag = asked.network() ? NETWORK_TAG : "\"" + objectId(bytes) + "\"";
    // The rest is sent of this very version alone, of another one the whole.
    int from = asked.headers().getOrDefault("if-range", tag).equals(tag) ? asked.from() : 0;
    String[] headers = {
      "Content-Length: " + (bytes.length - from),
      "ETag: " + tag,
      "X-Repo-Commit: " + revision,
      "Content-Range: bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length
    };
    wire.head(from > 0 ? "206 Partial Content" : "200 OK", headers);
    if (asked.method().equals("GET")) {
      wire.body(bytes, from, bytes.length);
    }
  }

  private static String objectId(byte[] bytes) {
    byte[] header = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[header.length + bytes.length];
    System.arraycopy(header, 0, all, 0, header.length);
    System.arraycopy(bytes, 0, all, header.length, bytes.length);
    return hash("SHA-1", all);
  }

  private static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      hub.close();
      network.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
