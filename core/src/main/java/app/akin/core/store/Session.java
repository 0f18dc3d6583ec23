package app.akin.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// A connection with the statements prepared on it. Every result is read to its end before a call
/// returns, so that no open statement holds a snapshot. For one thread at a time.
///
/// Arguments are `Long`, `Integer`, `Double`, `String`, `byte[]` or null.
final class Session implements AutoCloseable {
  /// How long a statement waits for a lock; in WAL mode only recovery and checkpoints hold any.
  private static final int BUSY_TIMEOUT_MS = 10_000;

  /// Makes a value of the row a cursor stands on.
  @FunctionalInterface
  interface RowMapper<T extends @Nullable Object> {
    T map(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private boolean inTransaction;

  private Session(Connection connection) {
    this.connection = connection;
  }

  /// Opens an address SQLite knows, such as `:memory:` or one of [DatabaseFile#uri].
  static Session open(String address) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    // Ids come back by RETURNING; this spares a query after every insert.
    config.setGetGeneratedKeys(false);
    return new Session(config.createConnection("jdbc:sqlite:" + address));
  }

  /// Runs statements without arguments or results.
  void execute(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  <T> List<T> list(String sql, RowMapper<T> row, @Nullable Object... arguments) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet results = bind(sql, arguments).executeQuery()) {
      while (results.next()) {
        rows.add(row.map(results));
      }
    }
    return rows;
  }

  /// Visits a row; the cursor moves on by itself.
  @FunctionalInterface
  interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  /// Visits every row and keeps none.
  void forEach(String sql, RowConsumer visit, @Nullable Object... arguments) throws SQLException {
    try (ResultSet results = bind(sql, arguments).executeQuery()) {
      while (results.next()) {
        visit.accept(results);
      }
    }
  }

  /// The first row; later ones are ignored.
  <T> Optional<T> first(String sql, RowMapper<T> row, @Nullable Object... arguments) throws SQLException {
    try (ResultSet results = bind(sql, arguments).executeQuery()) {
      return results.next() ? Optional.of(row.map(results)) : Optional.empty();
    }
  }

  /// The first column of the first row; empty where there is no row or it is NULL.
  OptionalLong firstLong(String sql, @Nullable Object... arguments) throws SQLException {
    try (ResultSet results = bind(sql, arguments).executeQuery()) {
      if (results.next()) {
        long value = results.getLong(1);
        return results.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
      }
      return OptionalLong.empty();
    }
  }

  /// The first column of every row.
  long[] longs(String sql, @Nullable Object... arguments) throws SQLException {
    LongStream.Builder numbers = LongStream.builder();
    try (ResultSet results = bind(sql, arguments).executeQuery()) {
      while (results.next()) {
        numbers.add(results.getLong(1));
      }
    }
    return numbers.build().toArray();
  }

  /// The number of rows changed.
  int update(String sql, @Nullable Object... arguments) throws SQLException {
    return bind(sql, arguments).executeUpdate();
  }

  /// Begins a write transaction if none is open.
  void begin() throws SQLException {
    if (!inTransaction) {
      execute("BEGIN IMMEDIATE");
      inTransaction = true;
    }
  }

  /// Whether a transaction is open.
  boolean inTransaction() {
    return inTransaction;
  }

  /// Commits the open transaction, if any.
  void commit() throws SQLException {
    if (inTransaction) {
      execute("COMMIT");
      inTransaction = false;
    }
  }

  /// Takes the open transaction back, if any.
  void rollback() throws SQLException {
    if (inTransaction) {
      inTransaction = false;
      execute("ROLLBACK");
    }
  }

  @Override
  public void close() throws SQLException {
    try {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
    } finally {
      connection.close();
    }
  }

  private PreparedStatement bind(String sql, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }
}
