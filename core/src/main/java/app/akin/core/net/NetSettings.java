package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where to connect and how, as the environment says.
///
/// @param hub the model hub's address, without a slash at its end
/// @param token what the hub may know the person by; empty for nobody
/// @param engine where the engine's makers publish its libraries, without a slash at its end
/// @param proxies which way leads to a host
/// @param proxyLogin who the person is to a proxy; empty for nobody
public record NetSettings(
    URI hub,
    Optional<String> token,
    URI engine,
    ProxySelector proxies,
    Optional<Authenticator> proxyLogin) {
  private static final String HUB = "https://huggingface.co";
  private static final String ENGINE = "https://publish.djl.ai/pytorch";
  private static final int HTTP_PORT = 80;

  /// Reads `HF_ENDPOINT`, `HF_TOKEN`, `AKIN_ENGINE_ENDPOINT`, `HTTPS_PROXY` and `NO_PROXY`; without
  /// a proxy there, the system's own settings count.
  ///
  /// @throws AkinException `NET_ADDRESS` where one of them is no address, `NET_INSECURE` where a
  ///   server's is not safe
  public static NetSettings of(Map<String, String> environment) {
    Optional<URI> proxy =
        Stream.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
            .flatMap(name -> value(environment, name).stream())
            .findFirst()
            .map(text -> address(text.contains("://") ? text : "http://" + text));
    // The client does not send a password to a proxy on the way to HTTPS unless it is told so,
    // before it is first used; a person who writes one into the address wants it sent.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    return new NetSettings(
        safe(environment, "HF_ENDPOINT", HUB),
        value(environment, "HF_TOKEN"),
        safe(environment, "AKIN_ENGINE_ENDPOINT", ENGINE),
        proxies(environment, proxy),
        proxy.flatMap(address -> Optional.ofNullable(address.getUserInfo())).map(Login::of));
  }

  /// A client that goes these ways and follows no redirect by itself.
  HttpClient client(RetryPolicy patience) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.answer())
            .proxy(proxies);
    proxyLogin.ifPresent(builder::authenticator);
    return builder.build();
  }

  private static URI safe(Map<String, String> environment, String name, String usual) {
    URI address = address(value(environment, name).orElse(usual).replaceAll("/+$", ""));
    Origin.requireSafe(address);
    return address;
  }

  private static ProxySelector proxies(Map<String, String> environment, Optional<URI> named) {
    if (named.isEmpty()) {
      // Read once, by the class behind the default selector, before it is first asked.
      System.setProperty("java.net.useSystemProxies", "true");
      return ProxySelector.getDefault();
    }
    URI proxy = named.get();
    int port = proxy.getPort() < 0 ? HTTP_PORT : proxy.getPort();
    String spared =
        value(environment, "NO_PROXY").or(() -> value(environment, "no_proxy")).orElse("");
    return new NamedProxy(
        new InetSocketAddress(proxy.getHost(), port),
        Stream.of(spared.split(","))
            .map(host -> host.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
            .filter(host -> !host.isEmpty())
            .toList());
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static URI address(String text) {
    try {
      URI address = new URI(text);
      if (address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new AkinException(e, Problem.NET_ADDRESS, withoutPassword(text));
    }
    throw new AkinException(Problem.NET_ADDRESS, withoutPassword(text));
  }

  /// What is shown and logged of an address.
  private static String withoutPassword(String text) {
    return text.replaceFirst(":[^/@]*@", ":…@");
  }

  /// Says who the person is to the proxy, and to nobody else.
  private static final class Login extends Authenticator {
    private final PasswordAuthentication person;

    private Login(PasswordAuthentication person) {
      this.person = person;
    }

    static Authenticator of(String userInfo) {
      int colon = userInfo.indexOf(':');
      String name = colon < 0 ? userInfo : userInfo.substring(0, colon);
      String password = colon < 0 ? "" : userInfo.substring(colon + 1);
      return new Login(new PasswordAuthentication(name, password.toCharArray()));
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      return getRequestorType() == RequestorType.PROXY ? person : null;
    }
  }

  /// One proxy for all hosts but some, and but this computer itself.
  private static final class NamedProxy extends ProxySelector {
    private final Proxy proxy;
    private final List<String> spared;

    NamedProxy(InetSocketAddress address, List<String> spared) {
      proxy = new Proxy(Proxy.Type.HTTP, address);
      this.spared = spared;
    }

    @Override
    public List<Proxy> select(URI address) {
      String host = address.getHost().toLowerCase(Locale.ROOT);
      boolean direct =
          Origin.isLoopback(host)
              || spared.stream()
                  .anyMatch(
                      name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
      return List.of(direct ? Proxy.NO_PROXY : proxy);
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxyAddress, IOException failure) {
      // Whoever asked for the connection hears of it.
    }
  }
}
