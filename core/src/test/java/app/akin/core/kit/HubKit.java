package app.akin.core.kit;

import app.akin.core.kit.LoopbackServer.Connection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
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
  /// @param request what came
  public record ReceivedRequest(boolean network, LoopbackServer.ReceivedRequest request) {
    /// `GET` or `HEAD`.
    public String method() {
      return request.method();
    }

    /// The whole path.
    public String path() {
      return request.path();
    }

    /// By name in lower case.
    public Map<String, String> headers() {
      return request.headers();
    }

    /// The first byte asked for.
    public int from() {
      return request.from();
    }

    /// The file's name.
    public String file() {
      return path().substring(path().lastIndexOf('/') + 1);
    }

    /// Whether the weights' bytes are asked for.
    public boolean isBody() {
      return network && method().equals("GET") && path().endsWith(".safetensors");
    }
  }

  /// A way to misbehave.
  public interface Fault {
    /// Answers in the server's place.
    ///
    /// @return whether it did
    boolean answer(ReceivedRequest asked, byte[] bytes, Connection wire) throws IOException;
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
        LoopbackServer.start((request, wire) -> answer(new ReceivedRequest(false, request), wire));
    network =
        LoopbackServer.start((request, wire) -> answer(new ReceivedRequest(true, request), wire));
  }

  /// A hub with some files under one revision.
  public static HubKit with(Map<String, byte[]> files, String revision) throws IOException {
    return new HubKit(new LinkedHashMap<>(files), revision);
  }

  /// What `HF_ENDPOINT` must say.
  public URI address() {
    return hub.address();
  }

  /// Everything that was asked, in order.
  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /// Misbehaves from now on.
  public void setFault(Fault how) {
    fault.set(how);
  }

  /// Behaves from now on.
  public void clearFault() {
    fault.set((_, _, _) -> false);
  }

  private void answer(ReceivedRequest asked, Connection wire) throws IOException {
    requests.add(asked);
    byte[] bytes = files.get(asked.file());
    boolean known =
        bytes != null
            && (asked.network()
                || asked.path().contains("/resolve/" + revision + "/")
                || asked.path().contains("/raw/" + revision + "/"));
    if (bytes == null || !known) {
      wire.head("404 Not Found", "Content-Length: 0");
    } else if (!fault.get().answer(asked, bytes, wire)) {
      right(asked, bytes, wire);
    }
  }

  private void right(ReceivedRequest asked, byte[] bytes, Connection wire) throws IOException {
    if (!asked.network() && bytes.length >= LARGE) {
      wire.head(
          "302 Found",
          "Location: " + network.address() + "/blob/" + asked.file(),
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
    hub.close();
    network.close();
  }
}
