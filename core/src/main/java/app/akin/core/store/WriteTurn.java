package app.akin.core.store;

import java.nio.file.Path;
import java.sql.SQLException;

/// Gives the processes and threads that write `library.db` turns to begin a transaction, so that a
/// run with one transaction after the other lets others in. An empty database with an open
/// transaction serves as the lock, as for the library's lock. For one thread.
final class WriteTurn implements AutoCloseable {
  private static final String LOCK = "turn.lock";

  /// Maximum wait for the transactions of others.
  private static final int WAIT_MS = 60_000;

  private final Session session;

  private WriteTurn(Session session) {
    this.session = session;
  }

  /// Opens the lock of a library, without taking it.
  static WriteTurn open(Path folder) throws SQLException {
    Session session = Session.open(DatabaseFile.uriOf(folder.resolve(LOCK), "mode=rwc"));
    try {
      // The database stays empty, so no journal file is needed.
      session.execute("PRAGMA busy_timeout = " + WAIT_MS + "; PRAGMA journal_mode = MEMORY");
      return new WriteTurn(session);
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  /// Waits until no one else has the turn, and takes it.
  void take() throws SQLException {
    session.execute("BEGIN EXCLUSIVE");
  }

  /// Gives the turn to the next.
  void give() throws SQLException {
    session.execute("ROLLBACK");
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
