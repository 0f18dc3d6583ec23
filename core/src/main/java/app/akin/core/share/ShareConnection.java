package app.akin.core.share;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection to the database of a shared library. For one thread.
///
/// Connections are encrypted, and the certificate of the server is checked, unless the server is
/// this computer itself. Arguments of statements are `Long`, `Integer`, `Double`, `Float`,
/// `String`, `byte[]`, `UUID`, `long[]`, `byte[][]`, `Float[]`, `String[]`, or null.
final class ShareConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ShareConnection.class);

  /// The version of the schema that this version of Akin writes.
  static final int VERSION = 1;

  private static final int OLDEST_SERVER = 15;
  private static final String OLDEST_VECTORS = "0.8";
  private static final int OLDEST_VECTORS_MINOR = 8;

  private static final int CONNECT_SECONDS = 5;

  /// How long searches and changes wait for an answer.
  private static final Duration SEARCH_PATIENCE = Duration.ofSeconds(30);

  static final Duration CHANGE_PATIENCE = Duration.ofMinutes(2);

  /// The last ones limit how long the server keeps a transaction, with its locks, of a computer
  /// that has lost the network or sleeps.
  private static final String SETTINGS =
      """
      SELECT set_config('search_path', 'akin, ' || ?, false),
        set_config('idle_in_transaction_session_timeout', '20s', false),
        set_config('tcp_keepalives_idle', '10', false),
        set_config('tcp_keepalives_interval', '5', false),
        set_config('tcp_keepalives_count', '3', false)
      """;

  /// How often a transaction is repeated that another one disturbed.
  private static final int MAX_TRIES = 8;

  /// What a connection is used for.
  enum Access {
    /// Creating the schema, which may be absent.
    CREATE,
    /// Searches.
    READ,
    /// Publishing.
    WRITE
  }

  /// Where and how to connect.
  ///
  /// @param certificate the certificate of the authority that signed that of the server; empty for
  ///   those that the system trusts
  record Target(ShareAddress address, Optional<Path> certificate, String password) {}

  /// Maps the current row to a value.
  @FunctionalInterface
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /// Runs statements.
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  private final Connection connection;
  private final ShareErrors errors;
  private final Duration clockOffset;

  private ShareConnection(Connection connection, ShareErrors errors, Duration clockOffset) {
    this.connection = connection;
    this.errors = errors;
    this.clockOffset = clockOffset;
  }

  /// Connects, and checks server and schema.
  ///
  /// @param clock the clock of this computer
  /// @throws AkinException of a `Share` kind
  static ShareConnection open(Target target, Access access, InstantSource clock) {
    ShareErrors errors = new ShareErrors(target.address());
    Connection connection;
    try {
      connection = source(target, access).getConnection();
    } catch (SQLException e) {
      throw errors.translate(e);
    }
    ShareConnection open = new ShareConnection(connection, errors, Duration.ZERO);
    try {
      open.check(target.address(), access);
      long server =
          open.longs("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint").getFirst();
      return new ShareConnection(connection, errors, Duration.ofMillis(clock.millis() - server));
    } catch (SQLException e) {
      open.close();
      throw errors.translate(e);
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private static PGSimpleDataSource source(Target target, Access access) {
    ShareAddress address = target.address();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(
        address.servers().stream().map(ShareAddress.Server::host).toArray(String[]::new));
    source.setPortNumbers(address.servers().stream().mapToInt(ShareAddress.Server::port).toArray());
    source.setDatabaseName(address.database());
    source.setUser(address.user());
    source.setPassword(target.password());
    source.setApplicationName("Akin");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(2 * CONNECT_SECONDS);
    Duration patience = access == Access.READ ? SEARCH_PATIENCE : CHANGE_PATIENCE;
    source.setSocketTimeout((int) patience.toSeconds());
    source.setTcpKeepAlive(true);
    // The server infers the types of texts, such as vectors and JSON.
    source.setStringType("unspecified");
    if (address.servers().size() > 1) {
      source.setTargetServerType(access == Access.READ ? "preferPrimary" : "primary");
    }
    if (address.isLoopback() && target.certificate().isEmpty()) {
      source.setSslMode("prefer");
    } else {
      source.setSslMode("verify-full");
      target
          .certificate()
          .ifPresentOrElse(
              path -> source.setSslRootCert(path.toString()),
              () -> source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory"));
    }
    return source;
  }

  private void check(ShareAddress address, Access access) throws SQLException {
    String server = address.server();
    int major = connection.getMetaData().getDatabaseMajorVersion();
    if (major < OLDEST_SERVER) {
      throw new AkinException(
          new Problem.ShareServerOld(
              server,
              connection.getMetaData().getDatabaseProductVersion(),
              String.valueOf(OLDEST_SERVER)));
    }
    record Extension(String schema, String version) {}
    Optional<Extension> vectors =
        list(
                """
                SELECT quote_ident(n.nspname), e.extversion
                FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
                WHERE e.extname = 'vector'
                """,
                row -> new Extension(row.getString(1), row.getString(2)))
            .stream()
            .findFirst();
    if (access == Access.CREATE) {
      return;
    }
    // First: the extension is created with the shared library.
    if (longs("SELECT 1 FROM pg_namespace WHERE nspname = 'akin'").isEmpty()) {
      throw new AkinException(new Problem.ShareAbsent(server, address.database()));
    }
    if (vectors.isEmpty()) {
      throw new AkinException(new Problem.ShareWithoutVectors(server));
    }
    requireVectors(server, vectors.get().version());
    list(SETTINGS, row -> row.getString(1), vectors.get().schema());
    long version = longs("SELECT version FROM akin.share").getFirst();
    // Tables of the next version can be read, and those of the last one.
    long tolerance = access == Access.READ ? 1 : 0;
    if (version > VERSION + tolerance) {
      throw new AkinException(new Problem.ShareNewer(server));
    }
    if (version < VERSION - tolerance) {
      throw new AkinException(new Problem.ShareOlder(server));
    }
  }

  /// @throws AkinException `ShareVectorsOld`
  static void requireVectors(String server, String version) {
    String[] parts = version.split("\\.", -1);
    boolean isOld =
        parts.length < 2
            || (Integer.parseInt(parts[0]) == 0
                && Integer.parseInt(parts[1]) < OLDEST_VECTORS_MINOR);
    if (isOld) {
      throw new AkinException(new Problem.ShareVectorsOld(server, version, OLDEST_VECTORS));
    }
  }

  /// Returns how far the clock of this computer is ahead of that of the server.
  Duration clockOffset() {
    return clockOffset;
  }

  /// Sets how long to wait for an answer.
  void setPatience(Duration patience) {
    try {
      connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  /// Runs statements outside of a transaction.
  ///
  /// @throws AkinException of a `Share` kind
  <T extends @Nullable Object> T read(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  /// Runs statements in a transaction, which is repeated if others disturb it.
  ///
  /// @throws AkinException of a `Share` kind
  <T extends @Nullable Object> T write(Work<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return transaction(work);
      } catch (SQLException e) {
        if (!ShareErrors.isPassing(e) || tries == MAX_TRIES) {
          throw errors.translate(e);
        }
        log.debug("repeating a transaction", e);
      }
    }
  }

  private <T extends @Nullable Object> T transaction(Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    boolean committed = false;
    try {
      T result = work.run();
      connection.commit();
      committed = true;
      return result;
    } finally {
      if (!connection.isClosed()) {
        if (!committed) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    }
  }

  /// Executes a script without arguments.
  void execute(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(script);
    }
  }

  /// Returns a value for each row.
  <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... arguments)
      throws SQLException {
    List<T> all = new ArrayList<>();
    forEach(sql, row -> all.add(mapper.map(row)), arguments);
    return all;
  }

  /// Receives the current row.
  @FunctionalInterface
  interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  /// Passes each row to a consumer.
  void forEach(String sql, RowConsumer consumer, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = prepare(sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        consumer.accept(rows);
      }
    }
  }

  /// Returns the first column of each row.
  List<Long> longs(String sql, @Nullable Object... arguments) throws SQLException {
    return list(sql, row -> row.getLong(1), arguments);
  }

  /// Returns the first column of the first row.
  String text(String sql) throws SQLException {
    return list(sql, row -> row.getString(1)).getFirst();
  }

  /// Executes a statement and returns the number of changed rows.
  int update(String sql, @Nullable Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < arguments.length; i++) {
        Object argument = arguments[i];
        switch (argument) {
          case long[] ids -> statement.setArray(i + 1, array("bigint", boxed(ids)));
          case byte[][] keys -> statement.setArray(i + 1, array("bytea", keys));
          case Float[] numbers -> statement.setArray(i + 1, array("real", numbers));
          case String[] texts -> statement.setArray(i + 1, array("text", texts));
          case null, default -> statement.setObject(i + 1, argument);
        }
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private Array array(String type, Object[] values) throws SQLException {
    return connection.createArrayOf(type, values);
  }

  private static Object[] boxed(long[] values) {
    Object[] boxed = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("cannot close a connection", e);
    }
  }
}
