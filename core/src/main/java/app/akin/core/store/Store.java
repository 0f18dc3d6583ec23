package app.akin.core.store;

import app.akin.core.photo.AkinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A library's catalogue: three SQLite databases in one folder. `library.db` is the truth,
/// `vectors.db` and `thumbnails.db` can be computed again and may be deleted while nothing has the
/// library open.
///
/// Any number of processes may read; one may write, beside them. Whoever opens a store closes it.
///
/// While a database is open, nothing else in the process may open and close its file: on POSIX
/// systems that would drop the locks SQLite holds on it.
public final class Store implements AutoCloseable {
  private static final String LOCK = "library.lock";

  /// The setting that says what the last salvage did.
  static final String SALVAGED = "salvaged";

  private final Path folder;
  private final Clock clock;
  private final ReadConnections connections;
  private final CatalogueReader reader;
  private final @Nullable CatalogueWriter writer;
  private final @Nullable Session lock;
  private final SqliteErrors errors;

  private Store(
      Path folder,
      Clock clock,
      SqliteErrors troubles,
      @Nullable CatalogueWriter writer,
      @Nullable Session lock) {
    this.folder = folder;
    this.clock = clock;
    this.errors = troubles;
    this.connections = new ReadConnections(folder);
    this.reader = new CatalogueReader(connections, clock.getZone());
    this.writer = writer;
    this.lock = lock;
  }

  /// Opens a library for reading. One that is not there is empty until a writer makes it; nothing
  /// is made but the small files that readers of an existing one coordinate by.
  ///
  /// @param folder the library's folder
  /// @param natives where SQLite's native library is unpacked; the first store of a process decides
  /// @param clock its zone dates photos that only have file times
  /// @throws AkinException LIBRARY_NEWER, LIBRARY_DAMAGED; LIBRARY_UNWRITABLE or DISK_FULL where
  ///   the native library cannot be unpacked
  public static Store openForReading(Path folder, Path natives, Clock clock) {
    Store store = openChecked(folder, natives, clock);
    if (!store.needsMigration()) {
      return store;
    }
    store.close();
    openForWriting(folder, natives, clock).close();
    return openChecked(folder, natives, clock);
  }

  private static Store openChecked(Path folder, Path natives, Clock clock) {
    unpackNatives(natives);
    Store store = new Store(folder, clock, new SqliteErrors(folder, false), null, null);
    store.checkReadable();
    return store;
  }

  /// Opens a library for writing: makes it where it is missing, brings it to the newest schema, and
  /// holds the writer's lock until it is closed.
  ///
  /// @param folder the library's folder
  /// @param natives where SQLite's native library is unpacked; the first store of a process decides
  /// @param clock stamps what happens, and its zone dates photos that only have file times
  /// @throws AkinException LIBRARY_BUSY, LIBRARY_NEWER, LIBRARY_DAMAGED, LIBRARY_UNWRITABLE,
  ///   DISK_FULL
  public static Store openForWriting(Path folder, Path natives, Clock clock) {
    // Looked at first: a newer library, or something that is none, stays as it is.
    openChecked(folder, natives, clock).close();
    SqliteErrors troubles = new SqliteErrors(folder, true);
    Session lock;
    try {
      Files.createDirectories(folder);
      lock = lock(folder);
    } catch (IOException e) {
      throw troubles.translate(e);
    } catch (SQLException e) {
      throw troubles.translate(e);
    }
    try {
      CatalogueWriter writer = CatalogueWriter.open(folder, clock, troubles);
      return new Store(folder, clock, troubles, writer, lock);
    } catch (RuntimeException e) {
      unlock(lock, troubles);
      throw e;
    }
  }

  /// Renews a library of which something was found damaged, if any of it is: rows that can still be
  /// read go into new databases, and rows of the newest copy of `library.db` stand in for others.
  /// The damaged files are kept.
  ///
  /// @return the files that were damaged, where they are kept now; none where all is sound
  /// @throws AkinException LIBRARY_BUSY; LIBRARY_DAMAGED where nothing could be saved
  public static List<Path> salvage(Path folder, Path natives, Clock clock) {
    unpackNatives(natives);
    SqliteErrors troubles = new SqliteErrors(folder, true);
    try {
      Session lock = lock(folder);
      try {
        List<Path> kept = new Salvage(folder, clock).run();
        Files.deleteIfExists(troubles.damageMarker());
        if (!kept.isEmpty()) {
          try (CatalogueWriter writer = CatalogueWriter.open(folder, clock, troubles)) {
            writer.putSetting(SALVAGED, clock.instant() + " " + kept.getFirst());
            writer.commit();
          }
        }
        return kept;
      } finally {
        unlock(lock, troubles);
      }
    } catch (IOException e) {
      throw troubles.translate(e);
    } catch (SQLException e) {
      throw troubles.translate(e);
    }
  }

  /// Whether something of a library was found damaged since it was salvaged last.
  public static boolean isMarkedDamaged(Path folder) {
    return Files.exists(new SqliteErrors(folder, false).damageMarker());
  }

  /// Looks at every page of a library and its vectors, where that was not done today, and salvages
  /// it where one is damaged or damage was met before. Thumbnails are too many to look at all of
  /// them each day; a damaged one is met when it is shown.
  ///
  /// @throws AkinException as [#salvage]
  public static void salvageIfDamaged(Path folder, Path natives, Clock clock) {
    unpackNatives(natives);
    boolean damaged = isMarkedDamaged(folder);
    if (!damaged && Files.exists(DatabaseFile.LIBRARY.path(folder))) {
      damaged =
          new Backups(folder, clock).isDue()
              && !(Salvage.isSound(folder, DatabaseFile.LIBRARY)
                  && Salvage.isSound(folder, DatabaseFile.VECTORS));
    }
    if (damaged) {
      salvage(folder, natives, clock);
    }
  }

  /// Keeps a copy of `library.db` where there is none of today yet; three are kept. For the writer,
  /// with nothing uncommitted.
  ///
  /// @throws AkinException DISK_FULL, LIBRARY_DAMAGED, LIBRARY_UNWRITABLE
  public void backUp() {
    writer().backUp(new Backups(folder, clock));
  }

  /// The way to read, usable until the store is closed.
  public CatalogueReader reader() {
    return reader;
  }

  /// The way to write, usable until the store is closed.
  ///
  /// @throws IllegalStateException where the store was opened for reading
  public CatalogueWriter writer() {
    if (writer == null) {
      throw new IllegalStateException("opened for reading");
    }
    return writer;
  }

  /// Takes back what was not committed and lets the library go.
  @Override
  public void close() {
    connections.close();
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      if (lock != null) {
        unlock(lock, errors);
      }
    }
  }

  /// Whether a database that is there has an older schema than this program reads.
  private boolean needsMigration() {
    return connections.read(
        session -> {
          for (DatabaseFile file : DatabaseFile.values()) {
            // One that is not there is stood in for under no name of its own.
            boolean there =
                session
                    .firstLong("SELECT 1 FROM pragma_database_list WHERE name = ?", file.baseName())
                    .isPresent();
            if (there
                && session.firstLong("PRAGMA " + file.baseName() + ".user_version").orElse(0)
                    < file.version()) {
              return true;
            }
          }
          return false;
        });
  }

  private void checkReadable() {
    connections.read(session -> session.firstLong("SELECT count(*) FROM settings"));
  }

  /// Makes sure that SQLite itself is there.
  static void unpackNatives(Path natives) {
    try {
      NativeLibrary.unpack(natives);
    } catch (IOException e) {
      throw new SqliteErrors(natives, true).translate(e);
    }
  }

  // An empty database with a transaction open on it: like a lock on a file it ends with the
  // process,
  // and unlike one it also holds against a second store in this process, whose failed attempt would
  // have dropped the first one's lock (POSIX). The file stays: deleting it would let two writers
  // hold locks on two files of one name.
  private static Session lock(Path folder) throws SQLException {
    Session session = Session.open(DatabaseFile.uriOf(folder.resolve(LOCK), "mode=rwc"));
    try {
      session.execute("PRAGMA busy_timeout = 0");
      session.execute("BEGIN EXCLUSIVE");
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  private static void unlock(Session lock, SqliteErrors troubles) {
    try {
      lock.close();
    } catch (SQLException e) {
      throw troubles.translate(e);
    }
  }
}
