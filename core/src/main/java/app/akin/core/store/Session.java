package app.akin.core.store;

import app.akin.core.query.sql.Sql;
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
import org.sqlite.SQLiteConnection;

/// A connection with its prepared statements. Each call reads its result completely, so that no
/// open statement holds a snapshot. Not thread-safe.
///
/// Arguments have the type `Long`, `Integer`, `Double`, `String` or `byte[]`, or are null.
final class Session implements AutoCloseable {
  /// Maximum wait for a lock; in WAL mode only recovery and checkpoints hold any.
  private static final int BUSY_TIMEOUT_MS = 10_000;

  /// Maps the current row to a value.
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

  /// Opens a database by its SQLite URI, such as `:memory:` or one of [DatabaseFile#uri].
  static Session open(String address) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    // IDs are returned by RETURNING; this saves a query after every insert.
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + address);
    return new Session(connection);
  }

  /// Executes statements without arguments or results.
  void execute(String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
  }

  /// Attaches a database in memory.
  ///
  /// @param name the name of its schema
  /// @param database its content, see [#serialize]
  void attach(String name, byte[] database) throws SQLException {
    update("ATTACH ':memory:' AS " + name);
    connection.unwrap(SQLiteConnection.class).deserialize(name, database);
  }

  /// Returns the content of the main database.
  byte[] serialize() throws SQLException {
    return connection.unwrap(SQLiteConnection.class).serialize("main");
  }

  <T> List<T> list(String sql, RowMapper<T> mapper, @Nullable Object... arguments)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet results = bind(sql, arguments).executeQuery()) {
      while (results.next()) {
        rows.add(mapper.map(results));
      }
    }
    return rows;
  }

  /// Receives the current row; must not move the cursor.
  @FunctionalInterface
  interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  /// Passes each row to a consumer.
  void forEach(String sql, RowConsumer consumer, @Nullable Object... arguments)
      throws SQLException {
    try (ResultSet results = bind(sql, arguments).executeQuery()) {
      while (results.next()) {
        consumer.accept(results);
      }
    }
  }

  /// Receives the current row and returns whether it wants the next one; must not move the cursor.
  @FunctionalInterface
  interface RowVisitor {
    boolean visit(ResultSet row) throws SQLException;
  }

  /// Passes each row of a statement that is composed for one call to a consumer. Unlike the others,
  /// it is not kept.
  void query(Sql sql, RowConsumer consumer) throws SQLException {
    queryWhile(
        sql,
        row -> {
          consumer.accept(row);
          return true;
        });
  }

  /// Passes each row of a statement that is composed for one call to a visitor while it wants rows.
  void queryWhile(Sql sql, RowVisitor visitor) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      int index = 1;
      for (Object argument : sql.arguments()) {
        statement.setObject(index++, argument);
      }
      try (ResultSet results = statement.executeQuery()) {
        while (results.next() && visitor.visit(results)) {
          // The visitor has the row.
        }
      }
    }
  }

  /// Returns the first row; others are ignored.
  <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... arguments)
      throws SQLException {
    try (ResultSet results = bind(sql, arguments).executeQuery()) {
      return results.next() ? Optional.of(mapper.map(results)) : Optional.empty();
    }
  }

  /// Returns the first column of the first row; empty if there is no row or it is NULL.
  OptionalLong firstLong(String sql, @Nullable Object... arguments) throws SQLException {
    try (ResultSet results = bind(sql, arguments).executeQuery()) {
      if (results.next()) {
        long value = results.getLong(1);
        return results.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
      }
      return OptionalLong.empty();
    }
  }

  /// Returns the first column of every row.
  long[] longs(String sql, @Nullable Object... arguments) throws SQLException {
    LongStream.Builder numbers = LongStream.builder();
    try (ResultSet results = bind(sql, arguments).executeQuery()) {
      while (results.next()) {
        numbers.add(results.getLong(1));
      }
    }
    return numbers.build().toArray();
  }

  /// Executes a statement and returns the number of changed rows.
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

  /// Returns whether a transaction is open.
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

  /// Rolls back the open transaction, if any.
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
