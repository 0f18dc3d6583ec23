package app.akin.core.store;

import app.akin.core.photo.AkinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool of read-only connections to a library. Each is an in-memory database with the library's
/// databases attached. Empty tables replace a database that does not exist or is not usable yet, so
/// that queries need no special case.
///
/// Thread-safe: a connection serves one call at a time, and calls do not wait for each other.
final class ReadConnections implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReadConnections.class);

  /// Maximum number of idle connections.
  private static final int MAX_IDLE = 4;

  /// Runs queries on a connection.
  @FunctionalInterface
  interface ReadFunction<T> {
    T apply(Session session) throws SQLException;
  }

  /// @param fileKeys the file keys of the existing database files
  /// @param complete whether every database is attached
  private record ReadConnection(Session session, List<Object> fileKeys, boolean complete) {}

  private final Path folder;
  private final Schema schema;
  private final SqliteErrors errors;
  private final ConcurrentLinkedDeque<ReadConnection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  ReadConnections(Path folder) {
    this.folder = folder;
    this.schema = new Schema(folder);
    this.errors = new SqliteErrors(folder, false);
  }

  /// Runs queries on a connection of the pool.
  ///
  /// @throws AkinException if the library cannot be read
  <T> T read(ReadFunction<T> function) {
    ReadConnection connection = borrow();
    boolean usable = false;
    try {
      T result = function.apply(connection.session());
      usable = true;
      return result;
    } catch (SQLException e) {
      throw errors.translate(e);
    } finally {
      release(connection, usable);
    }
  }

  @Override
  public void close() {
    closed = true;
    ReadConnection connection;
    while ((connection = idle.poll()) != null) {
      close(connection.session());
    }
  }

  private ReadConnection borrow() {
    List<Object> fileKeys = fileKeys();
    ReadConnection connection;
    while ((connection = idle.poll()) != null) {
      // A connection is stale if a database was created, deleted or replaced since.
      if (connection.complete() && connection.fileKeys().equals(fileKeys)) {
        return connection;
      }
      close(connection.session());
    }
    try {
      return open(fileKeys);
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  private void release(ReadConnection connection, boolean usable) {
    if (usable && !closed && idle.size() < MAX_IDLE) {
      idle.push(connection);
      if (closed) {
        close();
      }
    } else {
      close(connection.session());
    }
  }

  private ReadConnection open(List<Object> fileKeys) throws SQLException {
    Session session = Session.open(":memory:");
    try {
      session.execute("PRAGMA temp_store = MEMORY");
      boolean library = attach(session, DatabaseFile.LIBRARY);
      boolean vectors = attach(session, DatabaseFile.VECTORS);
      boolean thumbnails = attach(session, DatabaseFile.THUMBNAILS);
      if (vectors && !(library && Schema.haveSameLineage(session))) {
        session.execute("DETACH vectors");
        schema.attachEmpty(session, DatabaseFile.VECTORS);
        vectors = false;
      }
      return new ReadConnection(session, fileKeys, library && vectors && thumbnails);
    } catch (SQLException | RuntimeException e) {
      close(session);
      throw e;
    }
  }

  private boolean attach(Session session, DatabaseFile file) throws SQLException {
    if (Files.exists(file.path(folder))) {
      String name = file.baseName();
      session.update("ATTACH ? AS " + name, schema.readUri(file));
      if (schema.version(session, name, file) > 0) {
        // 8 MB of pages: the size of the indexes of a large library.
        session.execute("PRAGMA " + name + ".cache_size = -8192");
        return true;
      }
      session.execute("DETACH " + name);
    }
    schema.attachEmpty(session, file);
    return false;
  }

  private List<Object> fileKeys() {
    List<Object> fileKeys = new ArrayList<>();
    for (DatabaseFile file : DatabaseFile.values()) {
      try {
        Object key = Files.readAttributes(file.path(folder), BasicFileAttributes.class).fileKey();
        // On file systems without file keys, open files cannot be deleted either.
        fileKeys.add(key == null ? "present" : key);
      } catch (IOException e) {
        fileKeys.add("absent");
      }
    }
    return fileKeys;
  }

  private static void close(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      log.warn("cannot close a read connection", e);
    }
  }
}
