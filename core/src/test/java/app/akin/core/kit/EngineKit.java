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

/// A fake server of the engine's makers: a list of files and the compressed files, with MD5 as
/// entity tag and range support. Thread-safe.
public final class EngineKit implements AutoCloseable {
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final LoopbackServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicReference<Fault> fault = new AtomicReference<>((_, bytes) -> bytes);

  /// A fault: sends other bytes than those of the file.
  public interface Fault {
    /// Returns the body for a path; a shorter one breaks the connection.
    byte[] send(String path, byte[] bytes);
  }

  private EngineKit() throws IOException {
    server = LoopbackServer.start(this::answer);
  }

  /// Starts a server for a version.
  ///
  /// @param below folder of the libraries
  /// @param libraries uncompressed libraries by name
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

  /// Returns the value for `AKIN_ENGINE_ENDPOINT`.
  public URI address() {
    return server.address();
  }

  /// Returns all requests in order: method, path and offset.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// Returns the size of the download of all libraries.
  public long bytes() {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(".gz"))
        .mapToLong(file -> file.getValue().length)
        .sum();
  }

  /// Sets a fault.
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

  private void answer(ReceivedRequest request, Connection connection) throws IOException {
    int from = request.from();
    requests.add(request.method() + " " + request.path() + (from > 0 ? " from " + from : ""));
    byte[] bytes = files.get(request.path());
    if (bytes == null) {
      connection.head("404 Not Found", "Content-Length: 0");
      return;
    }
    connection.head(
        from > 0 ? "206 Partial Content" : "200 OK",
        "Content-Length: " + (bytes.length - from),
        "ETag: \"" + md5(bytes) + "\"",
        "Content-Range: bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    if (request.method().equals("GET")) {
      byte[] sent = fault.get().send(request.path(), bytes);
      connection.body(sent, from, Math.max(from, sent.length));
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
