package app.akin.desktop.instance;

import app.akin.core.photo.FileOperations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ensures one window per library. The first [#claim] holds a file lock until it is closed or the
/// process ends; later starts pass their photos to it.
///
/// The processes communicate over a Unix domain socket in the folder of the library, which only its
/// owner can open. If the system has none, or the path is too long, they use the loopback address
/// with a secret from a file there. Thread-safe.
public final class Instance implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Instance.class);
  private static final String LOCK = "window.lock";
  private static final String SOCKET = "window.socket";
  private static final String PORT = "window.port";
  private static final int LONGEST_MESSAGE = 1 << 20;
  private static final byte DONE = 1;

  private final Path folder;
  private final FileChannel file;
  private final FileLock lock;
  private final ServerSocketChannel server;
  private final String secret;

  private Instance(
      Path folder, FileChannel file, FileLock lock, ServerSocketChannel server, String secret) {
    this.folder = folder;
    this.file = file;
    this.lock = lock;
    this.server = server;
    this.secret = secret;
  }

  /// Claims the window of a library; empty if it is already claimed.
  ///
  /// @param folder the folder of the library, created if missing
  /// @param photos receives the photos of later starts, on a thread of this instance; an empty list
  ///   only brings the window to the front
  /// @throws IOException if the folder is not writable or no socket can be opened
  public static Optional<Instance> claim(Path folder, Consumer<List<Path>> photos)
      throws IOException {
    Files.createDirectories(folder);
    FileChannel file =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = lock(file);
      if (lock == null) {
        file.close();
        return Optional.empty();
      }
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      String secret = HexFormat.of().formatHex(random);
      Instance instance = new Instance(folder, file, lock, listen(folder, secret), secret);
      Thread.ofPlatform().name("akin-instance").daemon().start(() -> instance.serve(photos));
      return Optional.of(instance);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// Passes photos to the window of a library. Returns whether it accepted them.
  public static boolean handOver(Path folder, List<Path> photos) {
    StringBuilder message = new StringBuilder();
    try (SocketChannel channel = connect(folder, message)) {
      photos.forEach(photo -> message.append(photo.toAbsolutePath().toUri()).append('\n'));
      Channels.newOutputStream(channel).write(message.toString().getBytes(StandardCharsets.UTF_8));
      channel.shutdownOutput();
      return Channels.newInputStream(channel).read() == DONE;
    } catch (IOException | IllegalArgumentException e) {
      log.info("The window of {} does not answer: {}", folder, e.toString());
      return false;
    }
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static ServerSocketChannel listen(Path folder, String secret) throws IOException {
    Path socket = folder.resolve(SOCKET);
    FileOperations.delete(socket);
    FileOperations.delete(folder.resolve(PORT));
    ServerSocketChannel unix = null;
    try {
      unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      return unix.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException | UnsupportedOperationException e) {
      if (unix != null) {
        unix.close();
      }
      log.info(
          "No Unix domain socket at {}: using the loopback address ({})", socket, e.toString());
    }
    ServerSocketChannel loopback = ServerSocketChannel.open();
    loopback.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int port = ((InetSocketAddress) loopback.getLocalAddress()).getPort();
    Files.writeString(folder.resolve(PORT), port + " " + secret);
    return loopback;
  }

  /// Connects and starts the message with the expected prefix.
  private static SocketChannel connect(Path folder, StringBuilder message) throws IOException {
    Path port = folder.resolve(PORT);
    SocketAddress address;
    if (Files.exists(port)) {
      String[] said = Files.readString(port).split(" ", 2);
      if (said.length < 2) {
        throw new IOException("no port and secret in " + port);
      }
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(said[0]));
      message.append(said[1]);
    } else {
      address = UnixDomainSocketAddress.of(folder.resolve(SOCKET));
    }
    message.append('\n');
    return SocketChannel.open(address);
  }

  private void serve(Consumer<List<Path>> photos) {
    while (server.isOpen()) {
      try (SocketChannel channel = server.accept()) {
        read(channel).ifPresent(photos);
      } catch (IOException e) {
        if (server.isOpen()) {
          log.info("Receiving photos failed", e);
        }
      }
    }
  }

  private Optional<List<Path>> read(SocketChannel channel) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 12);
    while (channel.read(buffer) >= 0) {
      bytes.write(buffer.array(), 0, buffer.position());
      buffer.clear();
      if (bytes.size() > LONGEST_MESSAGE) {
        return Optional.empty();
      }
    }
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    boolean unix = server.getLocalAddress() instanceof UnixDomainSocketAddress;
    if (lines.isEmpty() || (!unix && !lines.getFirst().equals(secret))) {
      return Optional.empty();
    }
    List<Path> photos = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      try {
        photos.add(Path.of(URI.create(line)));
      } catch (IllegalArgumentException e) {
        log.info("Not a file URL: {}", line);
      }
    }
    channel.write(ByteBuffer.wrap(new byte[] {DONE}));
    return Optional.of(photos);
  }

  /// Releases the claim.
  @Override
  public void close() {
    try (file;
        lock) {
      server.close();
      FileOperations.delete(folder.resolve(SOCKET));
      FileOperations.delete(folder.resolve(PORT));
    } catch (IOException e) {
      log.info("The claim of {} could not be released", folder, e);
    }
  }
}
