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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A server on the web that leads to this computer: by a proxy and a certificate made for it, the
/// web is on this computer, too.
final class InwardTest {
  private static final String HOST = "photos.example";
  private static final char[] PASSWORD = "made for a test".toCharArray();

  @TempDir private Path folder;
  private final List<String> web = new CopyOnWriteArrayList<>();
  private final List<String> inside = new CopyOnWriteArrayList<>();
  private SSLContext before;
  private LoopbackServer proxy;
  private LoopbackServer home;
  private volatile String location = "";
  private PictureDownload download;

  @BeforeEach
  void open() throws Exception {
    before = SSLContext.getDefault();
    SSLContext tls = certified();
    SSLContext.setDefault(tls);
    proxy =
        LoopbackServer.start(
            (asked, wire) -> {
              wire.head("200 Connection established");
              try (SSLSocket socket =
                  (SSLSocket)
                      tls.getSocketFactory()
                          .createSocket(wire.socket(), HOST, wire.socket().getPort(), true)) {
                socket.setUseClientMode(false);
                web.add(asked.path());
                new LoopbackServer.Wire(socket)
                    .head("302 Found", "Location: " + location, "Content-Length: 0");
              }
            });
    home =
        LoopbackServer.start(
            (asked, wire) -> {
              inside.add(asked.path());
              wire.head("200 OK", "Content-Type: image/png", "Content-Length: 0");
            });
    download =
        new PictureDownload(
            NetSettings.of(Map.of("HTTPS_PROXY", proxy.address().toString())),
            RetryPolicy.standard(),
            Instant::now);
  }

  @AfterEach
  void close() {
    download.close();
    proxy.close();
    home.close();
    SSLContext.setDefault(before);
  }

  /// Keys of a server that this process believes to be [#HOST], by the JDK's own tool.
  private SSLContext certified()
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
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("web", store.getCertificate("web"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return tls;
  }

  private AkinException refused() {
    AkinException[] thrown = new AkinException[1];
    assertThatThrownBy(
            () -> download.fetch(Consent.PICTURE, URI.create("https://" + HOST + "/cat.png")))
        .isInstanceOfSatisfying(AkinException.class, e -> thrown[0] = e);
    return thrown[0];
  }

  @Test
  void theWebDoesNotLeadToThisComputer() {
    location = home.address() + "/secret";
    AkinException refusal = refused();
    assertThat(refusal.problem()).isEqualTo(Problem.NET_INWARD);
    assertThat(refusal.arguments()).isEqualTo(List.of(HOST, "127.0.0.1"));
    assertThat(web).containsExactly(HOST + ":443");
    assertThat(inside).isEmpty();
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
  void norIntoTheNetworkAroundIt(String inner) {
    location = inner;
    assertThat(refused().problem()).isEqualTo(Problem.NET_INWARD);
    assertThat(web).hasSize(1);
  }

  @Test
  void whoLeadsOnAndOnIsLeft() {
    location = "https://" + HOST + "/cat.png";
    AkinException refusal = refused();
    assertThat(refusal.problem()).isEqualTo(Problem.NET_REDIRECTS);
    assertThat(refusal.arguments()).isEqualTo(List.of(HOST));
    assertThat(web).hasSize(9);
  }
}
