package app.akin.core.store;

import app.akin.core.query.Geocoder;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The transaction of a [CatalogueWriter] over the databases of a library. Any failure rolls back
/// all of them. Thread-safe: actions are serialised.
final class WriteTransaction {
  private static final Logger log = LoggerFactory.getLogger(WriteTransaction.class);

  /// Runs statements that return a value.
  @FunctionalInterface
  interface Action<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  /// Runs statements.
  @FunctionalInterface
  interface Change {
    void run() throws SQLException;
  }

  private final Session library;
  private final Session vectors;
  private final Session thumbnails;
  private final WriteTurn turn;
  private final PhotoFactRows photoFacts;
  private final @Nullable Geocoder geocoder;
  private final SqliteErrors errors;
  private long commits;

  /// Whether more than the text in photos has changed since the last commit of the library.
  private boolean changesMoreThanText;

  private Change beforeCommit = () -> {};
  private Runnable onRollback = () -> {};

  /// @param turn is closed with this transaction
  /// @param commits the library's number of commits
  /// @param clock decides which dates are in the future
  /// @param geocoder finds the places of photos; null leaves them pending
  WriteTransaction(
      Session library,
      Session vectors,
      Session thumbnails,
      WriteTurn turn,
      long commits,
      Clock clock,
      @Nullable Geocoder geocoder,
      SqliteErrors errors) {
    this.library = library;
    this.vectors = vectors;
    this.thumbnails = thumbnails;
    this.turn = turn;
    this.photoFacts = new PhotoFactRows(library, clock);
    this.geocoder = geocoder;
    this.commits = commits;
    this.errors = errors;
  }

  /// Sets what runs in each transaction before its commit, when the facts of photos are joined, and
  /// after a rollback.
  synchronized void beforeCommit(Change change, Runnable afterRollback) {
    beforeCommit = change;
    onRollback = afterRollback;
  }

  /// Runs an action on `library.db`.
  synchronized <T extends @Nullable Object> T inLibrary(Action<T> action) {
    T result = run(library, action);
    changesMoreThanText = true;
    return result;
  }

  /// Changes `library.db`.
  void changeLibrary(Change change) {
    inLibrary(
        () -> {
          change.run();
          return true;
        });
  }

  /// Changes only the text in photos.
  void changeText(Change change) {
    change(library, change);
  }

  /// Runs an action on `vectors.db`.
  <T extends @Nullable Object> T inVectors(Action<T> action) {
    return run(vectors, action);
  }

  /// Changes `vectors.db`.
  void changeVectors(Change change) {
    change(vectors, change);
  }

  /// Changes `thumbnails.db`.
  void changeThumbnails(Change change) {
    change(thumbnails, change);
  }

  private void change(Session session, Change change) {
    run(
        session,
        () -> {
          change.run();
          return true;
        });
  }

  private synchronized <T extends @Nullable Object> T run(Session session, Action<T> action) {
    return rollbackOnFailure(
        () -> {
          begin(session);
          return action.run();
        });
  }

  private void begin(Session session) throws SQLException {
    if (session.equals(library) && !session.inTransaction()) {
      turn.take();
      try {
        session.begin();
      } finally {
        turn.give();
      }
    } else {
      session.begin();
    }
  }

  /// Looks up the pending places of photos, without a commit.
  synchronized void findPlaces(MigrationProgress progress) {
    changeLibrary(
        () -> {
          if (geocoder != null) {
            new PlaceRows(library, geocoder).locate(progress);
          }
        });
  }

  /// Joins the facts of changed photos and commits: the library first, then the vectors, then the
  /// thumbnails.
  synchronized void commit() {
    rollbackOnFailure(
        () -> {
          if (library.inTransaction()) {
            photoFacts.refresh();
            beforeCommit.run();
            if (geocoder != null) {
              new PlaceRows(library, geocoder).locate();
            }
            // Others may have committed since the last commit.
            long next =
                library
                    .firstLong(
                        "UPDATE library_lineage SET commits = commits + 1,"
                            + " text_commits = text_commits + ? RETURNING commits",
                        changesMoreThanText ? 0 : 1)
                    .orElseThrow();
            library.commit();
            commits = next;
            changesMoreThanText = false;
          }
          if (vectors.inTransaction()) {
            vectors.update("UPDATE vectors_lineage SET commits = ?", commits);
            vectors.commit();
          }
          thumbnails.commit();
          return true;
        });
  }

  /// Runs an action that needs no open transaction or begins one itself.
  synchronized <T extends @Nullable Object> T rollbackOnFailure(Action<T> action) {
    try {
      return action.run();
    } catch (SQLException e) {
      rollback();
      throw errors.translate(e);
    } catch (RuntimeException e) {
      rollback();
      throw e;
    }
  }

  /// Rolls back uncommitted changes, checkpoints the write-ahead logs as far as readers allow, and
  /// closes the databases.
  synchronized void close() {
    rollback();
    List.of(library, vectors, thumbnails).forEach(WriteTransaction::close);
    try {
      turn.close();
    } catch (SQLException e) {
      log.warn("cannot close a lock", e);
    }
  }

  private void rollback() {
    changesMoreThanText = false;
    onRollback.run();
    for (Session session : List.of(library, vectors, thumbnails)) {
      try {
        session.rollback();
      } catch (SQLException e) {
        // SQLite rolls back by itself on some errors; then no transaction is open.
        log.debug("rollback failed", e);
      }
    }
  }

  /// Closes a database and checkpoints its log.
  static void close(Session session) {
    try (session) {
      // Does not wait for active readers. The last process to close a database checkpoints its log
      // anyway.
      session.execute("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      log.warn("cannot close a database cleanly", e);
    }
  }
}
