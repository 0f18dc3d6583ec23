package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
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

/// Where to connect and how, as the environment says.
///
/// @param hub the model hub's address, without a slash at its end
/// @param token what the hub may know the person by; empty for nobody
/// @param proxies which way leads to a host
public record NetSettings(URI hub, Optional<String> token, ProxySelector proxies) {
  private static final String HUB = "https://huggingface.co";
  private static final int HTTP_PORT = 80;

  /// Reads `HF_ENDPOINT`, `HF_TOKEN`, `HTTPS_PROXY` and `NO_PROXY`; without a proxy there, the
  /// system's own settings count.
  ///
  /// @throws AkinException `NET_ADDRESS` where one of them is no address, `NET_INSECURE` where the
  ///   hub's is not safe
  public static NetSettings of(Map<String, String> environment) {
    URI hub = address(value(environment, "HF_ENDPOINT").orElse(HUB).replaceAll("/+$", ""));
    Origin.requireSafe(hub);
    return new NetSettings(hub, value(environment, "HF_TOKEN"), proxies(environment));
  }

  /// A client that goes these ways and follows no redirect by itself.
  HttpClient client(Patience patience) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(patience.answer())
        .proxy(proxies)
        .build();
  }

  private static ProxySelector proxies(Map<String, String> environment) {
    Optional<String> named =
        Stream.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
            .flatMap(name -> value(environment, name).stream())
            .findFirst();
    if (named.isEmpty()) {
      // Read once, by the class behind the default selector, before it is first asked.
      System.setProperty("java.net.useSystemProxies", "true");
      return ProxySelector.getDefault();
    }
    String text = named.get();
    URI proxy = address(text.contains("://") ? text : "http://" + text);
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
      throw new AkinException(e, Problem.NET_ADDRESS, text);
    }
    throw new AkinException(Problem.NET_ADDRESS, text);
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
