package app.akin.core.kit;

import app.akin.core.kit.LoopbackServer.Connection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// A fake model hub with the protocol of the real one: small files with their Git object id; large
/// ones by a redirect to a second server, the content network, with size, SHA-256 and commit in the
/// hub's headers. Can simulate faults. Thread-safe.
public final class HubKit implements AutoCloseable {
  /// Size from which files are in large file storage.
  public static final int LARGE = 10_000;

  /// Entity tag of all files of the content network.
  public static final String NETWORK_TAG = "\"of-the-network\"";

  /// A received request.
  ///
  /// @param network whether the content network received it instead of the hub
  /// @param request the request
  public record ReceivedRequest(boolean network, LoopbackServer.ReceivedRequest request) {
    /// Returns `GET` or `HEAD`.
    public String method() {
      return request.method();
    }

    /// Returns the path.
    public String path() {
      return request.path();
    }

    /// Returns the headers by lower-case name.
    public Map<String, String> headers() {
      return request.headers();
    }

    /// Returns the requested offset.
    public int from() {
      return request.from();
    }

    /// Returns the file name.
    public String file() {
      return path().substring(path().lastIndexOf('/') + 1);
    }

    /// Returns whether the content of the weights is requested.
    public boolean isBody() {
      return network && method().equals("GET") && path().endsWith(".safetensors");
    }
  }

  /// A fault.
  public interface Fault {
    /// Responds instead of the server.
    ///
    /// @return whether it responded
    boolean answer(ReceivedRequest request, byte[] bytes, Connection connection) throws IOException;
  }

  private final Map<String, byte[]> files;
  private final String revision;
  private final LoopbackServer hub;
  private final LoopbackServer network;
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private final AtomicReference<Fault> fault = new AtomicReference<>((_, _, _) -> false);

  private HubKit(Map<String, byte[]> files, String revision) throws IOException {
    this.files = files;
    this.revision = revision;
    hub =
        LoopbackServer.start(
            (request, connection) -> answer(new ReceivedRequest(false, request), connection));
    network =
        LoopbackServer.start(
            (request, connection) -> answer(new ReceivedRequest(true, request), connection));
  }

  /// Starts a hub with files of one revision.
  public static HubKit with(Map<String, byte[]> files, String revision) throws IOException {
    return new HubKit(new ConcurrentHashMap<>(files), revision);
  }

  /// Adds or replaces a file.
  public void put(String name, byte[] bytes) {
    files.put(name, bytes);
  }

  /// Removes a file.
  public void remove(String name) {
    files.remove(name);
  }

  /// Returns the value for `HF_ENDPOINT`.
  public URI address() {
    return hub.address();
  }

  /// Returns all requests in order.
  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /// Sets a fault.
  public void setFault(Fault how) {
    fault.set(how);
  }

  /// Removes the fault.
  public void clearFault() {
    fault.set((_, _, _) -> false);
  }

  private void answer(ReceivedRequest request, Connection connection) throws IOException {
    requests.add(request);
    byte[] bytes = files.get(request.file());
    boolean known =
        bytes != null
            && (request.network()
                || request.path().contains("/resolve/" + revision + "/")
                || request.path().contains("/raw/" + revision + "/"));
    if (bytes == null || !known) {
      connection.head("404 Not Found", "Content-Length: 0");
    } else if (!fault.get().answer(request, bytes, connection)) {
      right(request, bytes, connection);
    }
  }

  private void right(ReceivedRequest request, byte[] bytes, Connection connection)
      throws IOException {
    if (!request.network() && bytes.length >= LARGE) {
      connection.head(
          "302 Found",
          "Location: " + network.address() + "/blob/" + request.file(),
          "X-Repo-Commit: " + revision,
          "X-Linked-Size: " + bytes.length,
          "X-Linked-ETag: \"" + hash("SHA-256", bytes) + "\"",
          "Content-Length: 0");
      return;
    }
    String tag = request.network() ? NETWORK_TAG : "\"" + objectId(bytes) + "\"";
    // A range is sent only for the same version, otherwise the whole file.
    int from = request.headers().getOrDefault("if-range", tag).equals(tag) ? request.from() : 0;
    String[] headers = {
      "Content-Length: " + (bytes.length - from),
      "ETag: " + tag,
      "X-Repo-Commit: " + revision,
      "Content-Range: bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length
    };
    connection.head(from > 0 ? "206 Partial Content" : "200 OK", headers);
    if (request.method().equals("GET")) {
      connection.body(bytes, from, bytes.length);
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
    hub.close();
    network.close();
  }
}
