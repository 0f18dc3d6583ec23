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

/// The network settings of the environment.
///
/// @param hub the model hub's URL, without a trailing slash
/// @param token the user's access token for the hub; empty for anonymous access
/// @param engine the URL of the engine's published libraries, without a trailing slash
/// @param proxies selects the proxy for a host
/// @param proxyLogin the user's proxy credentials; empty for none
public record NetSettings(
    URI hub,
    Optional<String> token,
    URI engine,
    ProxySelector proxies,
    Optional<Authenticator> proxyLogin) {
  private static final String HUB = "https://huggingface.co";
  private static final String ENGINE = "https://publish.djl.ai/pytorch";
  private static final int HTTP_PORT = 80;

  /// Reads `HF_ENDPOINT`, `HF_TOKEN`, `AKIN_ENGINE_ENDPOINT`, `HTTPS_PROXY` and `NO_PROXY`. Without
  /// a proxy variable, the system's proxy settings apply.
  ///
  /// @throws AkinException `NetAddress` if one of them is not a valid URL, `NetInsecure` if a
  ///   server does not use HTTPS
  public static NetSettings of(Map<String, String> environment) {
    Optional<URI> proxy =
        Stream.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
            .flatMap(name -> value(environment, name).stream())
            .findFirst()
            .map(text -> parseUrl(text.contains("://") ? text : "http://" + text));
    // By default the JDK does not send Basic credentials to a proxy for HTTPS tunnels. Credentials
    // in
    // the proxy's URL are meant to be sent. Must be set before the client is first used.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    return new NetSettings(
        secureUrl(environment, "HF_ENDPOINT", HUB),
        value(environment, "HF_TOKEN"),
        secureUrl(environment, "AKIN_ENGINE_ENDPOINT", ENGINE),
        proxies(environment, proxy),
        proxy.flatMap(address -> Optional.ofNullable(address.getUserInfo())).map(Login::of));
  }

  /// Creates an HTTP client with these settings that does not follow redirects.
  HttpClient newClient(RetryPolicy retryPolicy) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(retryPolicy.responseTimeout())
            .proxy(proxies);
    proxyLogin.ifPresent(builder::authenticator);
    return builder.build();
  }

  private static URI secureUrl(Map<String, String> environment, String name, String defaultUrl) {
    URI address = parseUrl(value(environment, name).orElse(defaultUrl).replaceAll("/+$", ""));
    Origin.requireSecure(address);
    return address;
  }

  private static ProxySelector proxies(Map<String, String> environment, Optional<URI> configured) {
    if (configured.isEmpty()) {
      // Read once, when the default selector is initialised.
      System.setProperty("java.net.useSystemProxies", "true");
      return ProxySelector.getDefault();
    }
    URI proxy = configured.get();
    int port = proxy.getPort() < 0 ? HTTP_PORT : proxy.getPort();
    String excluded =
        value(environment, "NO_PROXY").or(() -> value(environment, "no_proxy")).orElse("");
    return new SingleProxy(
        new InetSocketAddress(proxy.getHost(), port),
        Stream.of(excluded.split(","))
            .map(host -> host.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
            .filter(host -> !host.isEmpty())
            .toList());
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static URI parseUrl(String text) {
    try {
      URI address = new URI(text);
      if (address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new AkinException(e, new Problem.NetAddress(withoutPassword(text)));
    }
    throw new AkinException(new Problem.NetAddress(withoutPassword(text)));
  }

  /// Masks the password of a URL for messages and logs.
  private static String withoutPassword(String text) {
    return text.replaceFirst(":[^/@]*@", ":…@");
  }

  /// Provides the credentials to the proxy, but not to servers.
  private static final class Login extends Authenticator {
    private final PasswordAuthentication credentials;

    private Login(PasswordAuthentication credentials) {
      this.credentials = credentials;
    }

    static Authenticator of(String userInfo) {
      int colon = userInfo.indexOf(':');
      String name = colon < 0 ? userInfo : userInfo.substring(0, colon);
      String password = colon < 0 ? "" : userInfo.substring(colon + 1);
      return new Login(new PasswordAuthentication(name, password.toCharArray()));
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      return getRequestorType() == RequestorType.PROXY ? credentials : null;
    }
  }

  /// Uses one proxy for all hosts except the excluded ones and this computer.
  private static final class SingleProxy extends ProxySelector {
    private final Proxy proxy;
    private final List<String> excludedHosts;

    SingleProxy(InetSocketAddress address, List<String> excludedHosts) {
      proxy = new Proxy(Proxy.Type.HTTP, address);
      this.excludedHosts = excludedHosts;
    }

    @Override
    public List<Proxy> select(URI address) {
      String host = address.getHost().toLowerCase(Locale.ROOT);
      boolean direct =
          Origin.isLoopback(host)
              || excludedHosts.stream()
                  .anyMatch(
                      name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
      return List.of(direct ? Proxy.NO_PROXY : proxy);
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxyAddress, IOException failure) {
      // The connection itself reports the failure.
    }
  }
}
