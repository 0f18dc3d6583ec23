package app.akin.core.share;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import app.akin.core.share.ShareConnection.Access;
import app.akin.core.share.ShareConnection.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/// Creates a shared library in an empty database. Requires a login that may create roles and the
/// extension.
final class ShareSetup {
  private static final List<String> ROLES = List.of("akin_reader", "akin_publisher");

  private ShareSetup() {}

  /// Creates the extension, the roles `akin_reader` and `akin_publisher`, and the schema.
  ///
  /// @throws AkinException `ShareExists` or another `Share` kind
  static void create(Target target, InstantSource clock) {
    String server = target.address().server();
    try (ShareConnection connection = ShareConnection.open(target, Access.CREATE, clock)) {
      connection.write(
          () -> {
            if (!connection.longs("SELECT 1 FROM pg_namespace WHERE nspname = 'akin'").isEmpty()) {
              throw new AkinException(new Problem.ShareExists(server, target.address().database()));
            }
            createExtension(connection, server);
            for (String role : ROLES) {
              if (connection.longs("SELECT 1 FROM pg_roles WHERE rolname = ?", role).isEmpty()) {
                connection.execute("CREATE ROLE " + role + " NOLOGIN");
              }
            }
            connection.execute(script(ShareConnection.VERSION));
            return true;
          });
    }
  }

  private static void createExtension(ShareConnection connection, String server)
      throws SQLException {
    String installed = "SELECT extversion FROM pg_extension WHERE extname = 'vector'";
    List<String> versions = connection.list(installed, row -> row.getString(1));
    if (versions.isEmpty()) {
      if (connection
          .longs("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")
          .isEmpty()) {
        throw new AkinException(new Problem.ShareWithoutVectors(server));
      }
      connection.execute("CREATE EXTENSION vector");
      versions = connection.list(installed, row -> row.getString(1));
    }
    ShareConnection.requireVectors(server, versions.getFirst());
  }

  private static String script(int version) {
    try (InputStream in =
        Objects.requireNonNull(ShareSetup.class.getResourceAsStream("share-" + version + ".sql"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
