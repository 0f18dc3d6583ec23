package app.akin.core.net;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
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

  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
