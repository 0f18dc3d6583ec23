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

/// The read-only connections of a library. Each is an empty database in memory with the library's
/// own attached; one that is not there yet, or not usable yet, is stood in for by empty tables, so
/// that reading needs no special case.
///
/// Thread-safe: a connection serves one call at a time, and calls never wait for each other.
final class ReadConnections implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReadConnections.class);

  /// How many connections are kept open between calls.
  private static final int MAX_IDLE = 4;

  /// Reads something.
  @FunctionalInterface
  interface ReadFunction<T> {
    T apply(Session session) throws SQLException;
  }

  /// @param fileKeys which database files were there, by identity
  /// @param complete whether every database took part
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

  /// Reads with a connection of its own.
  ///
  /// @throws AkinException where the library cannot be read
  <T> T read(ReadFunction<T> reading) {
    ReadConnection connection = borrow();
    boolean usable = false;
    try {
      T result = reading.apply(connection.session());
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
    List<Object> files = fileKeys();
    ReadConnection connection;
    while ((connection = idle.poll()) != null) {
      // A database that was made, deleted or replaced since must be opened anew.
      if (connection.complete() && connection.fileKeys().equals(files)) {
        return connection;
      }
      close(connection.session());
    }
    try {
      return open(files);
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

  private ReadConnection open(List<Object> files) throws SQLException {
    Session session = Session.open(":memory:");
    try {
      session.execute("PRAGMA temp_store = MEMORY");
      boolean library = attach(session, DatabaseFile.LIBRARY);
      boolean vectors = attach(session, DatabaseFile.VECTORS);
      boolean thumbnails = attach(session, DatabaseFile.THUMBNAILS);
      if (vectors && !(library && Schema.haveSameLineage(session))) {
        session.execute("DETACH vectors");
        schema.createEmptyTables(session, DatabaseFile.VECTORS);
        vectors = false;
      }
      return new ReadConnection(session, files, library && vectors && thumbnails);
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
        // 8 MB of pages: the indexes of a large library.
        session.execute("PRAGMA " + name + ".cache_size = -8192");
        return true;
      }
      session.execute("DETACH " + name);
    }
    schema.createEmptyTables(session, file);
    return false;
  }

  private List<Object> fileKeys() {
    List<Object> files = new ArrayList<>();
    for (DatabaseFile file : DatabaseFile.values()) {
      try {
        Object key = Files.readAttributes(file.path(folder), BasicFileAttributes.class).fileKey();
        // Where files have no identity they cannot be deleted while they are open either.
        files.add(key == null ? "present" : key);
      } catch (IOException e) {
        files.add("absent");
      }
    }
    return files;
  }

  private static void close(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      log.warn("closing a read connection", e);
    }
  }
}
