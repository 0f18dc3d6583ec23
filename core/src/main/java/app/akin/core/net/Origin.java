package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/// The origin of a URL. A token is sent only to the origin that it belongs to.
///
/// @param scheme the scheme in lower case
/// @param host the host in lower case
/// @param port the effective port
record Origin(String scheme, String host, int port) {
  private static final String HTTPS = "https";
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  static Origin of(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    int defaultPort = scheme.equals(HTTPS) ? HTTPS_PORT : HTTP_PORT;
    return new Origin(scheme, host, address.getPort() < 0 ? defaultPort : address.getPort());
  }

  /// Checks that a connection is protected against eavesdropping and tampering: HTTPS, or HTTP to
  /// this computer.
  ///
  /// @throws AkinException `NetInsecure` if it is not
  static void requireSecure(URI address) {
    Origin origin = of(address);
    boolean safe =
        origin.scheme().equals(HTTPS)
            || (origin.scheme().equals("http") && isLoopback(origin.host()));
    if (!safe) {
      throw new AkinException(new Problem.NetInsecure(origin.scheme() + "://" + origin.host()));
    }
  }

  /// Checks that a redirect from a public server does not lead to this computer or to the local
  /// network.
  ///
  /// Host names are not resolved: a server in the local network would need a valid certificate for
  /// the name.
  ///
  /// @param start the URL of the first request
  /// @param next the target of the redirect
  /// @throws AkinException `NetInward` if it does
  static void requirePublic(URI start, URI next) {
    String first = of(start).host();
    String host = of(next).host();
    if (isPrivate(host) && !isPrivate(first)) {
      throw new AkinException(new Problem.NetInward(first, host));
    }
  }

  /// Returns whether a host is this computer or has a private or link-local address.
  private static boolean isPrivate(String host) {
    String plain = host.replaceFirst("\\.$", "");
    if (isLoopback(plain) || plain.endsWith(".localhost")) {
      return true;
    }
    if (!plain.startsWith("[") && !plain.matches("[\\d.]+")) {
      return false;
    }
    try {
      InetAddress address = InetAddress.ofLiteral(plain.replaceAll("[\\[\\]]", ""));
      byte first = address.getAddress()[0];
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || address.isSiteLocalAddress()
          || address.isLinkLocalAddress()
          // Unique local addresses of RFC 4193, fc00::/7.
          || (address instanceof Inet6Address && (first & 0xfe) == 0xfc);
    } catch (IllegalArgumentException e) {
      // Not a valid address literal; systems interpret such numbers differently, so it is rejected.
      return true;
    }
  }

  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
