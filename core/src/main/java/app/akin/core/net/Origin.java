package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/// Who is at the other end: a token belongs to one origin and goes to no other.
///
/// @param scheme in lower case
/// @param host in lower case
/// @param port the real one
record Origin(String scheme, String host, int port) {
  private static final String HTTPS = "https";
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  static Origin of(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    int usual = scheme.equals(HTTPS) ? HTTPS_PORT : HTTP_PORT;
    return new Origin(scheme, host, address.getPort() < 0 ? usual : address.getPort());
  }

  /// Checks that nobody on the way can read or change what is fetched: HTTPS, or this computer.
  ///
  /// @throws AkinException `NET_INSECURE`
  static void requireSafe(URI address) {
    Origin origin = of(address);
    boolean safe =
        origin.scheme().equals(HTTPS)
            || (origin.scheme().equals("http") && isLoopback(origin.host()));
    if (!safe) {
      throw new AkinException(Problem.NET_INSECURE, origin.scheme() + "://" + origin.host());
    }
  }

  /// Checks that an answer from the web does not lead to this computer or into the network around
  /// it, where a page must not reach. A name that stands for such a place is not looked up: who is
  /// there would have to prove that the name is theirs.
  ///
  /// @param start what was asked first
  /// @param next where it leads
  /// @throws AkinException `NET_INWARD`
  static void requireOutside(URI start, URI next) {
    String first = of(start).host();
    String host = of(next).host();
    if (isInside(host) && !isInside(first)) {
      throw new AkinException(Problem.NET_INWARD, first, host);
    }
  }

  /// Whether a host is this computer or, by its address, one around it.
  private static boolean isInside(String host) {
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
      // Numbers that are no address lead nowhere, or to what the system makes of them: not there.
      return true;
    }
  }

  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
