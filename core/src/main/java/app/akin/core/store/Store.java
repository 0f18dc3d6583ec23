package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.MigrationStatus;
import app.akin.core.query.Geocoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A library's catalogue: three SQLite databases in one folder. `library.db` holds the primary
/// data; `vectors.db` and `thumbnails.db` can be computed again and may be deleted while no process
/// has the library open.
///
/// Any number of processes may read while one writes. The caller closes the store.
///
/// While a database is open, no other code in the process may open and close its file: on POSIX
/// systems this would release SQLite's locks on it.
public final class Store implements AutoCloseable {
  private static final String LOCK = "library.lock";

  /// How long a writer waits for another that holds the lock only briefly, in milliseconds.
  private static final int LOCK_MS = 1_000;

  /// The setting that stores the time and file of the last salvage.
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
      SqliteErrors errors,
      @Nullable CatalogueWriter writer,
      @Nullable Session lock) {
    this.folder = folder;
    this.clock = clock;
    this.errors = errors;
    this.connections = new ReadConnections(folder);
    this.reader = new CatalogueReader(connections, clock.getZone());
    this.writer = writer;
    this.lock = lock;
  }

  /// Opens a library for reading, migrating an older one first. A missing library reads as empty
  /// until a writer creates it. No files are created except the small ones by which readers of an
  /// existing library coordinate.
  ///
  /// @param folder the library's folder
  /// @param natives folder for SQLite's native library; the first store of a process decides
  /// @param clock its time zone applies to photos that only have file times
  /// @throws AkinException LibraryNewer, LibraryDamaged; LibraryUnwritable or DiskFull if the
  ///   native library cannot be unpacked
  public static Store openForReading(Path folder, Path natives, Clock clock) {
    return openForReading(folder, natives, clock, _ -> {});
  }

  /// Opens a library for reading.
  ///
  /// @param listener receives the progress of a migration on this thread
  /// @throws AkinException as [#openForReading(Path, Path, Clock)]
  public static Store openForReading(
      Path folder, Path natives, Clock clock, Consumer<MigrationStatus> listener) {
    Store store = openChecked(folder, natives, clock);
    if (!store.needsMigration()) {
      return store;
    }
    store.close();
    openForWriting(folder, natives, clock, null, new MigrationProgress(listener)).close();
    return openChecked(folder, natives, clock);
  }

  private static Store openChecked(Path folder, Path natives, Clock clock) {
    unpackNatives(natives);
    Store store = new Store(folder, clock, new SqliteErrors(folder, false), null, null);
    store.checkReadable();
    return store;
  }

  /// Opens a library for writing: creates it if it is missing, migrates it to the newest schema,
  /// and holds the writer's lock until it is closed.
  ///
  /// @param folder the library's folder
  /// @param natives folder for SQLite's native library; the first store of a process decides
  /// @param clock provides timestamps; its time zone applies to photos that only have file times
  /// @throws AkinException LibraryBusy, LibraryNewer, LibraryDamaged, LibraryUnwritable, DiskFull
  public static Store openForWriting(Path folder, Path natives, Clock clock) {
    return openForWriting(folder, natives, clock, null);
  }

  /// Opens a library for writing. Each commit finds the places of photos that have none yet, or one
  /// of another revision of the table.
  ///
  /// @param geocoder finds the places; null leaves them pending for another store
  /// @throws AkinException LibraryBusy, LibraryNewer, LibraryDamaged, LibraryUnwritable, DiskFull
  public static Store openForWriting(
      Path folder, Path natives, Clock clock, @Nullable Geocoder geocoder) {
    return openForWriting(folder, natives, clock, geocoder, MigrationProgress.none());
  }

  private static Store openForWriting(
      Path folder,
      Path natives,
      Clock clock,
      @Nullable Geocoder geocoder,
      MigrationProgress progress) {
    // Checks the version first: a newer library or another program's file stays unchanged.
    openChecked(folder, natives, clock).close();
    SqliteErrors errors = new SqliteErrors(folder, true);
    Session lock;
    try {
      Files.createDirectories(folder);
      lock = lock(folder);
    } catch (IOException e) {
      throw errors.translate(e);
    } catch (SQLException e) {
      throw errors.translate(e);
    }
    try {
      CatalogueWriter writer = CatalogueWriter.open(folder, clock, geocoder, errors, progress);
      return new Store(folder, clock, errors, writer, lock);
    } catch (RuntimeException e) {
      unlock(lock, errors);
      throw e;
    }
  }

  /// Rebuilds the databases of a library that are damaged: rows that can still be read are copied
  /// into new databases, and missing rows are taken from the newest backup of `library.db`. The
  /// damaged files are kept.
  ///
  /// @return the paths under which the damaged files are kept; empty if all databases are sound
  /// @throws AkinException LibraryBusy; LibraryDamaged if no row could be saved
  public static List<Path> salvage(Path folder, Path natives, Clock clock) {
    unpackNatives(natives);
    SqliteErrors errors = new SqliteErrors(folder, true);
    try {
      Session lock = lock(folder);
      try {
        List<Path> kept = salvage(folder, clock);
        FileOperations.delete(errors.damageMarker());
        if (!kept.isEmpty()) {
          try (CatalogueWriter writer =
              CatalogueWriter.open(folder, clock, null, errors, MigrationProgress.none())) {
            writer.putSetting(SALVAGED, clock.instant() + " " + kept.getFirst());
            writer.commit();
          }
        }
        return kept;
      } finally {
        unlock(lock, errors);
      }
    } catch (IOException e) {
      throw errors.translate(e);
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }

  private static List<Path> salvage(Path folder, Clock clock) throws IOException, SQLException {
    // No other process writes marks into a file that is moved away.
    try (WriteTurn turn = WriteTurn.open(folder)) {
      turn.take();
      return new Salvage(folder, clock).run();
    }
  }

  /// Returns whether damage was found in a library since its last salvage.
  public static boolean isMarkedDamaged(Path folder) {
    return Files.exists(new SqliteErrors(folder, false).damageMarker());
  }

  /// Checks all pages of the library and vector databases once a day, and salvages the library if
  /// one is damaged or damage was recorded before. Thumbnails are too large for a daily check; a
  /// damaged one is detected when it is read.
  ///
  /// @throws AkinException with the problems of [#salvage]
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

  /// Creates today's backup of `library.db` if it is missing, and keeps the newest three. Requires
  /// a store opened for writing without uncommitted changes.
  ///
  /// @throws AkinException DiskFull, LibraryDamaged, LibraryUnwritable
  public void backUp() {
    writer().backUp(new Backups(folder, clock));
  }

  /// Returns the reader, usable until the store is closed.
  public CatalogueReader reader() {
    return reader;
  }

  /// Returns the writer, usable until the store is closed.
  ///
  /// @throws IllegalStateException if the store was opened for reading
  public CatalogueWriter writer() {
    if (writer == null) {
      throw new IllegalStateException("store opened for reading only");
    }
    return writer;
  }

  /// Rolls back uncommitted changes, closes the databases and releases the lock.
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

  /// Returns whether an existing database has an older schema.
  private boolean needsMigration() {
    return connections.read(
        session -> {
          for (DatabaseFile file : DatabaseFile.values()) {
            // The empty tables of a missing database are in the main schema.
            boolean attached =
                session
                    .firstLong("SELECT 1 FROM pragma_database_list WHERE name = ?", file.baseName())
                    .isPresent();
            if (attached
                && session.firstLong("PRAGMA " + file.baseName() + ".user_version").orElse(0)
                    < file.version()) {
              return true;
            }
          }
          return false;
        });
  }

  /// Finds the places of photos that have none yet, or one of another revision of the table, as
  /// after a migration. Later readers of this store see them.
  ///
  /// @param natives folder for SQLite's native library
  /// @param listener receives the progress on this thread
  /// @throws AkinException LibraryBusy, LibraryDamaged, LibraryUnwritable, DiskFull
  public void findPlaces(Path natives, Geocoder geocoder, Consumer<MigrationStatus> listener) {
    if (connections.read(session -> PlaceRows.isPending(session, geocoder.revision()))) {
      try (Store writing = openForWriting(folder, natives, clock, geocoder)) {
        writing.writer().findPlaces(new MigrationProgress(listener));
      }
    }
  }

  private void checkReadable() {
    connections.read(session -> session.firstLong("SELECT count(*) FROM settings"));
  }

  /// Makes SQLite's native library available.
  static void unpackNatives(Path natives) {
    try {
      NativeLibrary.unpack(natives);
    } catch (IOException e) {
      throw new SqliteErrors(natives, true).translate(e);
    }
  }

  // An empty database with an open transaction serves as the lock. It is released when the process
  // ends, as a file lock is, but it also excludes a second store in this process, whose failed
  // attempt at a file lock would have released the first one's (POSIX). The file is never deleted:
  // otherwise two writers could lock two files of the same name.
  private static Session lock(Path folder) throws SQLException {
    Session session = Session.open(DatabaseFile.uriOf(folder.resolve(LOCK), "mode=rwc"));
    try {
      session.execute("PRAGMA busy_timeout = " + LOCK_MS);
      session.execute("BEGIN EXCLUSIVE");
      return session;
    } catch (SQLException e) {
      session.close();
      throw e;
    }
  }

  private static void unlock(Session lock, SqliteErrors errors) {
    try {
      lock.close();
    } catch (SQLException e) {
      throw errors.translate(e);
    }
  }
}
