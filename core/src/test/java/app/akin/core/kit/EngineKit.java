package app.akin.core.kit;

import app.akin.core.kit.LoopbackServer.Connection;
import app.akin.core.kit.LoopbackServer.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.zip.GZIPOutputStream;

/// What the engine's makers publish, on this computer: a list of files and the files, packed, each
/// with its MD5 as its tag and ranges on demand. Thread-safe.
public final class EngineKit implements AutoCloseable {
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final LoopbackServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicReference<Fault> fault = new AtomicReference<>((_, bytes) -> bytes);

  /// A way to misbehave: other bytes than those of a file, of which the tag is told.
  public interface Fault {
    /// The body that is sent for a path; as many bytes as there are, or fewer: then it breaks off.
    byte[] send(String path, byte[] bytes);
  }

  private EngineKit() throws IOException {
    server = LoopbackServer.start(this::answer);
  }

  /// What is published of a version.
  ///
  /// @param below where the libraries lie
  /// @param libraries by their names, unpacked
  public static EngineKit of(String version, String below, Map<String, byte[]> libraries)
      throws IOException {
    EngineKit kit = new EngineKit();
    StringBuilder list = new StringBuilder("cpu/osx-aarch64/native/lib/libtorch.dylib.gz\n");
    libraries.forEach(
        (name, bytes) -> {
          String path = below + name.replace("+", "%2B") + ".gz";
          list.append(path).append('\n');
          kit.files.put("/" + version + "/" + path, packed(bytes));
        });
    kit.files.put("/" + version + "/files.txt", list.toString().getBytes(StandardCharsets.UTF_8));
    return kit;
  }

  /// What `AKIN_ENGINE_ENDPOINT` must say.
  public URI address() {
    return server.address();
  }

  /// Everything that was asked, method and path and from where on, in order.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// How many bytes are sent for all libraries.
  public long bytes() {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(".gz"))
        .mapToLong(file -> file.getValue().length)
        .sum();
  }

  /// Misbehaves from now on.
  public void setFault(Fault how) {
    fault.set(how);
  }

  private static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void answer(ReceivedRequest asked, Connection wire) throws IOException {
    int from = asked.from();
    requests.add(asked.method() + " " + asked.path() + (from > 0 ? " from " + from : ""));
    byte[] bytes = files.get(asked.path());
    if (bytes == null) {
      wire.head("404 Not Found", "Content-Length: 0");
      return;
    }
    wire.head(
        from > 0 ? "206 Partial Content" : "200 OK",
        "Content-Length: " + (bytes.length - from),
        "ETag: \"" + md5(bytes) + "\"",
        "Content-Range: bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    if (asked.method().equals("GET")) {
      byte[] sent = fault.get().send(asked.path(), bytes);
      wire.body(sent, from, Math.max(from, sent.length));
    }
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
