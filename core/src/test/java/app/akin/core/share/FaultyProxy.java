package app.akin.core.share;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A network between a library and a server of the loopback address, which can delay packets, and
/// cut connections. Thread-safe.
final class FaultyProxy implements AutoCloseable {
  private static final int PACKET = 16_384;

  /// The share of packets that are delayed, and of those that cut their connection: one in this
  /// number.
  private static final int DELAYS = 8;

  private static final int CUTS = 150;

  private final ServerSocket listener;
  private final int target;
  private final Random random;
  private final AtomicInteger cuts = new AtomicInteger();
  private final List<Socket> abandoned = new ArrayList<>();
  private volatile boolean faulty;
  private volatile String trap = "";

  private FaultyProxy(int target, Random random) throws IOException {
    this.target = target;
    this.random = random;
    this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  }

  /// Starts a network without faults.
  ///
  /// @param target the port of the server
  static FaultyProxy start(int target, Random random) throws IOException {
    FaultyProxy started = new FaultyProxy(target, random);
    Thread.ofVirtual().start(started::accept);
    return started;
  }

  /// Returns the port to connect to.
  int port() {
    return listener.getLocalPort();
  }

  /// Returns the number of connections that were cut.
  int cuts() {
    return cuts.get();
  }

  /// Begins or ends random faults.
  void setFaulty(boolean isFaulty) {
    faulty = isFaulty;
  }

  /// Cuts the next connection that sends a text, in such a way that the server does not notice: a
  /// computer that has lost its network.
  void abandonAt(String text) {
    trap = text;
  }

  private void accept() {
    while (true) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> forward(client, server, true));
        Thread.ofVirtual().start(() -> forward(server, client, false));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void forward(Socket from, Socket to, boolean isRequest) {
    byte[] packet = new byte[PACKET];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(packet); length >= 0; length = in.read(packet)) {
        if (faulty && random.nextInt(CUTS) == 0) {
          cuts.incrementAndGet();
          break;
        }
        if (faulty && random.nextInt(DELAYS) == 0) {
          TimeUnit.MILLISECONDS.sleep(random.nextLong(20, 200));
        }
        out.write(packet, 0, length);
        out.flush();
        if (isRequest && isTrapped(packet, length)) {
          cuts.incrementAndGet();
          synchronized (abandoned) {
            abandoned.add(to);
          }
          break;
        }
      }
    } catch (IOException _) {
      // Either end has closed the connection, which closes the other end below.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    close(from);
    close(to);
  }

  private boolean isTrapped(byte[] packet, int length) {
    boolean isTrapped =
        !trap.isEmpty()
            && new String(packet, 0, length, StandardCharsets.ISO_8859_1).contains(trap);
    if (isTrapped) {
      trap = "";
    }
    return isTrapped;
  }

  private void close(Socket socket) {
    synchronized (abandoned) {
      if (abandoned.contains(socket)) {
        return;
      }
    }
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Socket> left;
    synchronized (abandoned) {
      left = List.copyOf(abandoned);
      abandoned.clear();
    }
    left.forEach(this::close);
  }
}
