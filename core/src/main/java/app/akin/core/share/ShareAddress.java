package app.akin.core.share;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The address of a shared library: `postgresql://user@host:port/database`. Several servers that
/// replicate each other are separated by commas; the one that accepts writes is used.
///
/// @param user the login
/// @param servers the servers, at least one
/// @param database the name of the database
public record ShareAddress(String user, List<Server> servers, String database) {
  private static final int DEFAULT_PORT = 5432;
  private static final int MAX_PORT = 65_535;

  private static final Pattern FORM =
      Pattern.compile("postgres(?:ql)?://([^/@:]+)(:[^/@]*)?@([^/@]+)/([^/?#]+)");

  private static final Pattern SERVER =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");

  /// A server.
  ///
  /// @param host its name, or its address without brackets
  public record Server(String host, int port) {
    /// Returns whether the server is this computer itself, so that nothing leaves it.
    boolean isLoopback() {
      try {
        return Arrays.stream(InetAddress.getAllByName(host))
            .allMatch(InetAddress::isLoopbackAddress);
      } catch (UnknownHostException _) {
        return false;
      }
    }

    @Override
    public String toString() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]")
          + (port == DEFAULT_PORT ? "" : ":" + port);
    }
  }

  /// Copies the list.
  public ShareAddress {
    servers = List.copyOf(servers);
  }

  /// Parses an address.
  ///
  /// @throws AkinException `ShareAddressInvalid`, or `SharePasswordInAddress` if it has a password,
  ///   which other programs could list
  public static ShareAddress parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new AkinException(new Problem.ShareAddressInvalid(text));
    }
    if (form.group(2) != null) {
      throw new AkinException(new Problem.SharePasswordInAddress());
    }
    List<Server> servers = new ArrayList<>();
    for (String server : form.group(3).split(",", -1)) {
      Matcher parts = SERVER.matcher(server);
      if (!parts.matches()) {
        throw new AkinException(new Problem.ShareAddressInvalid(text));
      }
      int port = parts.group(2) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(2));
      if (port == 0 || port > MAX_PORT) {
        throw new AkinException(new Problem.ShareAddressInvalid(text));
      }
      servers.add(new Server(parts.group(1).replaceAll("[\\[\\]]", ""), port));
    }
    return new ShareAddress(form.group(1), servers, form.group(4));
  }

  /// Returns whether all servers are this computer itself.
  boolean isLoopback() {
    return servers.stream().allMatch(Server::isLoopback);
  }

  /// Returns the servers as text, for messages.
  public String server() {
    return servers.stream().map(Server::toString).collect(Collectors.joining(","));
  }

  /// Returns the text that [#parse] reads.
  @Override
  public String toString() {
    return "postgresql://" + user + "@" + server() + "/" + database;
  }
}
