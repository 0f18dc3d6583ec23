package app.akin.core.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.akin.core.kit.LoopbackServer;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that a public server cannot redirect to this computer or to the local network. A local
/// proxy with a test certificate plays the public server.
final class PrivateRedirectTest {
  private static final String HOST = "photos.example";
  private static final char[] PASSWORD = "made for a test".toCharArray();

  @TempDir private static Path folder;
  private static SSLContext tls;
  private static SSLContext before;
  private final List<String> publicRequests = new CopyOnWriteArrayList<>();
  private final List<String> localRequests = new CopyOnWriteArrayList<>();
  private LoopbackServer proxy;
  private LoopbackServer localServer;
  private volatile String location = "";
  private ImageDownload download;

  @BeforeAll
  static void trust() throws Exception {
    before = SSLContext.getDefault();
    tls = createTlsContext();
    SSLContext.setDefault(tls);
  }

  @AfterAll
  static void restore() {
    SSLContext.setDefault(before);
  }

  @BeforeEach
  void open() throws IOException {
    proxy =
        LoopbackServer.start(
            (asked, wire) -> {
              wire.head("200 Connection established");
              try (SSLSocket socket =
                  (SSLSocket)
                      tls.getSocketFactory()
                          .createSocket(wire.socket(), HOST, wire.socket().getPort(), true)) {
                socket.setUseClientMode(false);
                publicRequests.add(asked.path());
                new LoopbackServer.Connection(socket)
                    .head("302 Found", "Location: " + location, "Content-Length: 0");
              }
            });
    localServer =
        LoopbackServer.start(
            (asked, wire) -> {
              localRequests.add(asked.path());
              wire.head("200 OK", "Content-Type: image/png", "Content-Length: 0");
            });
    download =
        new ImageDownload(
            NetSettings.of(Map.of("HTTPS_PROXY", proxy.address().toString())),
            RetryPolicy.standard(),
            Instant::now);
  }

  @AfterEach
  void close() {
    download.close();
    proxy.close();
    localServer.close();
  }

  /// Creates a key and a certificate for [#HOST] with the JDK's keytool, trusted by this process.
  private static SSLContext createTlsContext()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "web",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + HOST,
                "-ext",
                "san=dns:" + HOST)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool").toFile())
            .start();
    assertThat(keytool.waitFor()).as(Files.readString(folder.resolve("keytool"))).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(store, PASSWORD);
    KeyStore trustStore = KeyStore.getInstance("PKCS12");
    trustStore.load(null, PASSWORD);
    trustStore.setCertificateEntry("web", store.getCertificate("web"));
    TrustManagerFactory trustManagers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trustStore);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return tls;
  }

  private AkinException fetchFailure() {
    AkinException[] thrown = new AkinException[1];
    assertThatThrownBy(
            () -> download.fetch(Consent.PICTURE, URI.create("https://" + HOST + "/cat.png")))
        .isInstanceOfSatisfying(AkinException.class, e -> thrown[0] = e);
    return thrown[0];
  }

  @Test
  void aRedirectToThisComputerIsRejected() {
    location = localServer.address() + "/secret";
    AkinException failure = fetchFailure();
    assertThat(failure.problem()).isEqualTo(new Problem.NetInward(HOST, "127.0.0.1"));
    assertThat(publicRequests).containsExactly(HOST + ":443");
    assertThat(localRequests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.0.0.1/",
        "https://192.168.1.1:8443/router",
        "https://172.31.0.9/",
        "https://169.254.169.254/latest/meta-data",
        "https://0.0.0.0/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://printer.localhost/",
        "https://[::1]/",
        "https://[fe80::1]/",
        "https://[fd12:3456::1]/",
        "https://[::ffff:192.168.1.1]/",
        "https://2130706433/",
      })
  void aRedirectToTheLocalNetworkIsRejected(String target) {
    location = target;
    assertThat(fetchFailure().problem()).isInstanceOf(Problem.NetInward.class);
    assertThat(publicRequests).hasSize(1);
  }

  @Test
  void aRedirectLoopIsAnError() {
    location = "https://" + HOST + "/cat.png";
    AkinException failure = fetchFailure();
    assertThat(failure.problem()).isEqualTo(new Problem.NetRedirects(HOST));
    assertThat(publicRequests).hasSize(9);
  }
}
