package app.akin.core.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A second copy of what cannot be computed again, in `marks.db`: what the user set for photos,
/// collections and saved searches. It is written with each change, and a [Salvage] reads it if
/// pages of `library.db` are damaged. A copy that misses a change is written again. For one thread,
/// inside its turn to write.
final class MarkCopy implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MarkCopy.class);

  private static final String FILE = "marks.db";

  /// The setting of the library with the number of the last change that was copied.
  private static final String COPIED = "marks.copied";

  private static final String KEPT_PHOTOS = "kept_photos";

  /// What a row belongs to.
  enum Owner {
    PHOTO,
    COLLECTION,
    SEARCH
  }

  /// A table that is copied.
  ///
  /// @param column the column with the ID of the owner
  private record Table(String name, Owner owner, String column) {}

  private static final List<Table> TABLES =
      List.of(
          new Table(KEPT_PHOTOS, Owner.PHOTO, "photo_id"),
          new Table("photo_marks", Owner.PHOTO, "photo_id"),
          new Table("keyword_marks", Owner.PHOTO, "photo_id"),
          new Table("collections", Owner.COLLECTION, "id"),
          new Table("collection_photos", Owner.PHOTO, "photo_id"),
          new Table("saved_searches", Owner.SEARCH, "id"),
          new Table("saved_search_parts", Owner.SEARCH, "search_id"));

  private final Path folder;
  private final Path file;
  private final Session library;

  /// The owners whose rows have changed since the last copy.
  private final Map<Owner, BitSet> changed = new EnumMap<>(Owner.class);

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

  /// Returns whether the copy of a table has every change. The keys of kept photos follow their
  /// contents in the library alone.
  static boolean isExact(String table) {
    return !table.equals(KEPT_PHOTOS);
  }

  /// Returns the number of the last change of a library, see [#next].
  static OptionalLong last(Session library) throws SQLException {
    return library.firstLong("SELECT value FROM settings WHERE key = ?", COPIED);
  }

  /// Has the next change write a new copy. Runs inside a transaction of the library.
  static void expire(Session library) throws SQLException {
    library.update(
        "INSERT INTO settings VALUES (?, '2') ON CONFLICT DO UPDATE SET value = value + 2", COPIED);
  }

  /// Records that rows of an owner have changed.
  void add(Owner owner, long id) {
    changed.computeIfAbsent(owner, _ -> new BitSet()).set(Math.toIntExact(id));
  }

  /// Forgets the changes that were recorded.
  void clear() {
    changed.clear();
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

  /// Copies the changed rows after the library was committed. A failure is logged: the next change
  /// writes a new copy.
  ///
  /// @param number the result of [#next]
  void write(long number) {
    try {
      Session session = open();
      session.begin();
      long known = session.firstLong("PRAGMA user_version").orElse(0);
      if (known > 0 && known == number - 1) {
        for (Table table : TABLES) {
          BitSet owners = changed.get(table.owner());
          if (owners != null) {
            copy(session, table, Columns.jsonArray(owners.stream().asLongStream()));
          }
        }
      } else {
        for (Table table : TABLES) {
          create(session, table.name());
        }
      }
      session.execute("PRAGMA user_version = " + number);
      session.commit();
    } catch (SQLException e) {
      log.warn("cannot copy the marks to {}", file, e);
      delete();
    }
    changed.clear();
  }

  /// Copies the rows of some owners.
  ///
  /// @param owners IDs as a JSON array
  private static void copy(Session session, Table table, String owners) throws SQLException {
    String rows =
        table.name() + " WHERE " + table.column() + " IN (SELECT value FROM json_each(?))";
    session.update("DELETE FROM main." + rows, owners);
    session.update("INSERT INTO main." + table.name() + " SELECT * FROM library." + rows, owners);
  }

  /// Creates a table with all rows.
  private void create(Session session, String table) throws SQLException {
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

  private Session open() throws SQLException {
    Session session = copy;
    if (session == null) {
      session = Session.open(DatabaseFile.uriOf(file, "mode=rwc"));
      copy = session;
      // A deleted search leaves no text or image in the file.
      session.execute(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
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
      DatabaseFile.delete(file);
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
