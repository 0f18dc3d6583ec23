package app.akin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.akin.core.ingest.IngestRequest;
import app.akin.core.kit.BuildCache;
import app.akin.core.kit.ImageKit;
import app.akin.core.library.AppPaths;
import app.akin.core.library.PhotoLibrary;
import app.akin.core.model.ModelSelection;
import app.akin.core.search.QueryPart;
import app.akin.core.search.SearchRequest;
import app.akin.core.search.SearchRequest.Filter;
import app.akin.core.search.SearchRequest.Order;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that indexing, searching and counting open no network connection.
final class PrivacyTest {
  @TempDir private Path base;

  /// Checks the system call trace. Java opens sockets to detect protocols without using them, so
  /// only destination addresses count.
  @Test
  void indexAndSearchOpenNoInternetConnection() throws Exception {
    assumeTrue(hasStrace(), "only where the system has strace and lets it trace");
    Path photos = Files.createDirectories(base.resolve("photos"));
    Files.write(photos.resolve("a.jpg"), ImageKit.photo(1, 96, 72));
    Path home = Files.createDirectories(base.resolve("home"));
    Files.createDirectories(BuildCache.NATIVES);
    Files.createSymbolicLink(home.resolve("natives"), BuildCache.NATIVES.toAbsolutePath());

    for (List<String> verb :
        List.of(
            List.of("index", photos.toString()),
            List.of("search", "a landscape"),
            List.of("status"))) {
      List<String> calls = trace(home, verb);
      assertThat(calls)
          .as("the trace of %s is one", verb)
          .anyMatch(call -> call.contains("exited"));
      assertThat(calls)
          .as("what %s connects to or sends", verb)
          .noneMatch(call -> call.contains("sa_family=AF_INET"));
    }
  }

  /// Checks that the trace detects a connection of Java's own client.
  @Test
  void traceDetectsAnInternetConnection() throws Exception {
    assumeTrue(hasStrace(), "only where the system has strace and lets it trace");

    assertThat(traced(List.of(), Visitor.class.getName(), List.of()))
        .anyMatch(call -> call.contains("sa_family=AF_INET"));
  }

  /// A weaker check for every platform: no proxy is selected, which all Java clients do first. It
  /// does not cover native code.
  @Test
  void processResolvesNoHostAndOpensNoConnection() throws Exception {
    List<URI> asked = new CopyOnWriteArrayList<>();
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI address) {
            asked.add(address);
            return List.of(Proxy.NO_PROXY);
          }

          @Override
          public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
            asked.add(address);
          }
        });
    try {
      Path photos = Files.createDirectories(base.resolve("photos"));
      Files.write(photos.resolve("a.jpg"), ImageKit.photo(1, 96, 72));
      AppPaths places =
          new AppPaths(
              base.resolve("library"),
              base.resolve("compiled"),
              BuildCache.NATIVES,
              base.resolve("logs"));
      try (PhotoLibrary library = PhotoLibrary.openIsolated(places, Clock.systemUTC())) {
        library
            .ingest()
            .start(new IngestRequest(List.of(photos), false, ModelSelection.DEFAULT))
            .await();
        library
            .search()
            .find(
                new SearchRequest(
                    List.of(new QueryPart.Text("a landscape", 1)),
                    Filter.NONE,
                    Order.SCORE,
                    5,
                    ModelSelection.DEFAULT));
        assertThat(library.status(ModelSelection.DEFAULT).embedded()).isEqualTo(1);
        assertThat(library.models().list()).isNotEmpty();
      }
    } finally {
      ProxySelector.setDefault(before);
    }
    assertThat(asked).isEmpty();
  }

  private List<String> trace(Path home, List<String> verb) throws Exception {
    return traced(List.of("AKIN_HOME=" + home), Main.class.getName(), verb);
  }

  private List<String> traced(List<String> environment, String main, List<String> arguments)
      throws Exception {
    Path record = base.resolve("trace");
    List<String> command =
        new ArrayList<>(List.of("strace", "-f", "-e", "trace=network", "-o", record.toString()));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            main));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    environment.forEach(
        pair -> builder.environment().put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    try (Stream<String> lines = Files.lines(record)) {
      return lines.toList();
    }
  }

  private boolean hasStrace() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("strace", "-o", base.resolve("try").toString(), "true").start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// A program that connects to a closed local port.
  static final class Visitor {
    private Visitor() {}

    public static void main(String[] arguments) throws Exception {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9), 1000);
      } catch (IOException e) {
        // Expected; only the attempt counts.
        return;
      }
    }
  }
}
