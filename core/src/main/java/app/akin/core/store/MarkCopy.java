package app.akin.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A second copy of what cannot be computed again, in `marks.db`: what the user set for photos. It
/// is written with each change, and a [Salvage] reads it if pages of `library.db` are damaged. A
/// copy that misses a change is written again. For one thread, inside its turn to write.
final class MarkCopy implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MarkCopy.class);

  private static final String FILE = "marks.db";

  /// The setting of the library with the number of the last change that was copied.
  private static final String COPIED = "marks.copied";

  /// The tables with a column `photo_id`.
  private static final List<String> TABLES = List.of("kept_photos", "photo_marks", "keyword_marks");

  private final Path folder;
  private final Path file;
  private final Session library;
  private @Nullable Session copy;

  MarkCopy(Path folder, Session library) {
    this.folder = folder;
    this.file = path(folder);
    this.library = library;
  }

  /// Returns the path of the copy, which may not exist.
  static Path path(Path folder) {
    return folder.resolve(FILE);
  }

  /// Has the next change write a new copy. Runs inside a transaction of the library.
  static void expire(Session library) throws SQLException {
    library.update(
        "INSERT INTO settings VALUES (?, '2') ON CONFLICT DO UPDATE SET value = value + 2", COPIED);
  }

  /// Returns the number of a change, which the library stores. Runs inside its transaction.
  long next() throws SQLException {
    return library
        .firstLong(
            "INSERT INTO settings VALUES (?, '1') ON CONFLICT DO UPDATE SET value = value + 1"
                + " RETURNING value",
            COPIED)
        .orElseThrow();
  }

  /// Copies the rows of photos after the library was committed. A failure is logged: the next
  /// change writes a new copy.
  ///
  /// @param number the result of [#next]
  /// @param photos photos whose rows have changed
  void write(long number, BitSet photos) {
    try {
      Session session = open();
      session.begin();
      long known = session.firstLong("PRAGMA user_version").orElse(0);
      if (known > 0 && known == number - 1) {
        String ids = Columns.jsonArray(photos.stream().asLongStream());
        for (String table : TABLES) {
          session.update(
              "DELETE FROM main." + table + " WHERE photo_id IN (SELECT value FROM json_each(?))",
              ids);
          session.update(
              "INSERT INTO main."
                  + table
                  + " SELECT * FROM library."
                  + table
                  + " WHERE photo_id IN (SELECT value FROM json_each(?))",
              ids);
        }
      } else {
        for (String table : TABLES) {
          session.execute("DROP TABLE IF EXISTS main." + table);
          session.execute(
              library
                  .first(
                      "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?",
                      row -> row.getString(1),
                      table)
                  .orElseThrow());
          session.execute("INSERT INTO main." + table + " SELECT * FROM library." + table);
        }
      }
      session.execute("PRAGMA user_version = " + number);
      session.commit();
    } catch (SQLException e) {
      log.warn("cannot copy the marks to {}", file, e);
      delete();
    }
  }

  private Session open() throws SQLException {
    Session session = copy;
    if (session == null) {
      session = Session.open(DatabaseFile.uriOf(file, "mode=rwc"));
      copy = session;
      session.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
      session.update("ATTACH ? AS library", DatabaseFile.LIBRARY.uri(folder, "mode=ro"));
    }
    return session;
  }

  private void delete() {
    try {
      if (copy != null) {
        copy.rollback();
      }
    } catch (SQLException e) {
      log.debug("rollback failed", e);
    }
    close();
    try {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
      }
    } catch (IOException e) {
      log.info("cannot delete {}", file, e);
    }
  }

  @Override
  public void close() {
    Session session = copy;
    copy = null;
    if (session != null) {
      try (session) {
        // The attached library stays as it is: it is checkpointed by its writers.
        session.execute("PRAGMA busy_timeout = 0; PRAGMA main.wal_checkpoint(TRUNCATE)");
      } catch (SQLException e) {
        log.info("cannot close {} cleanly", file, e);
      }
    }
  }
}
