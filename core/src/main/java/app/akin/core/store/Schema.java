package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.MigrationStatus;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Migrates databases to the newest schema, and keeps library and vectors consistent.
final class Schema {
  /// Identifies a history of the catalogue and the position in it.
  private record Lineage(String epoch, long commits) {}

  private static final String LIBRARY_LINEAGE = "SELECT epoch, commits FROM library_lineage";
  private static final String VECTORS_LINEAGE = "SELECT epoch, commits FROM vectors_lineage";

  /// Empty databases of the newest schema.
  private static final Map<DatabaseFile, byte[]> EMPTY = new ConcurrentHashMap<>();

  private final Path folder;

  Schema(Path folder) {
    this.folder = folder;
  }

  /// Returns the version of a database attached under a schema name; 0 for a new, empty file.
  ///
  /// @throws AkinException LibraryNewer, or LibraryDamaged for a database of another program
  int version(Session session, String schema, DatabaseFile file) throws SQLException {
    long id = session.firstLong("PRAGMA " + schema + ".application_id").orElse(0);
    long version = session.firstLong("PRAGMA " + schema + ".user_version").orElse(0);
    if (id == 0 && version == 0 && isEmpty(session, schema)) {
      return 0;
    }
    if (id != file.applicationId()) {
      throw new AkinException(
          new Problem.LibraryDamaged(folder, file.path(folder) + " is not an Akin database"));
    }
    if (version > file.version()) {
      throw new AkinException(new Problem.LibraryNewer(folder));
    }
    return (int) version;
  }

  /// Opens a database for writing; creates it if it is missing and migrates it. Nothing is written
  /// before its version is known. An older database is backed up first.
  ///
  /// @throws IOException if that backup fails; the database is then unchanged
  Session openForWriting(DatabaseFile file, Clock clock, MigrationProgress progress)
      throws SQLException, IOException {
    return open(file, file.version(), clock, progress);
  }

  /// Opens a database of the newest schema for small changes.
  ///
  /// @return empty if it is missing or older
  /// @throws AkinException LibraryNewer, or LibraryDamaged for a database of another program
  Optional<Session> openForEditing(DatabaseFile file) throws SQLException {
    if (!Files.exists(file.path(folder))) {
      return Optional.empty();
    }
    Session session = Session.open(file.uri(folder, "mode=rw"));
    try {
      session.execute(
          "PRAGMA synchronous = "
              + file.synchronous()
              + "; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY"
              + "; PRAGMA cache_size = -32768");
      if (version(session, "main", file) == file.version()) {
        return Optional.of(session);
      }
      session.close();
      return Optional.empty();
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /// Opens a library for small changes. One that is missing is created, an older one migrated
  /// first.
  ///
  /// @throws AkinException LibraryNewer, LibraryDamaged, LibraryUnwritable
  static Session openLibraryForEditing(Path folder, Path natives, Clock clock) throws SQLException {
    Store.unpackNatives(natives);
    Schema schema = new Schema(folder);
    Optional<Session> library = schema.openForEditing(DatabaseFile.LIBRARY);
    if (library.isEmpty()) {
      Store.openForWriting(folder, natives, clock).close();
      library = schema.openForEditing(DatabaseFile.LIBRARY);
    }
    return library.orElseThrow();
  }

  /// Creates a database with an older schema, to fill it with rows of that schema and then
  /// [#migrate] it.
  Session create(DatabaseFile file, int version, Clock clock) throws SQLException, IOException {
    return open(file, version, clock, MigrationProgress.none());
  }

  private Session open(DatabaseFile file, int target, Clock clock, MigrationProgress progress)
      throws SQLException, IOException {
    Session session = Session.open(file.uri(folder, "mode=rwc"));
    try {
      int version = version(session, "main", file);
      session.execute(
          "PRAGMA page_size = "
              + file.pageSize()
              + "; PRAGMA journal_mode = WAL; PRAGMA synchronous = "
              + file.synchronous()
              + "; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY"
              // 32 MB: holds the pages of the indexes of search_facts that a batch changes.
              + "; PRAGMA cache_size = -32768"
              // Truncates a WAL that a large transaction has grown.
              + "; PRAGMA journal_size_limit = 67108864");
      if (version > 0 && version < target) {
        progress.begin(MigrationStatus.Phase.TABLES, 0);
        Backups.backUpSchema(folder, session, file, version);
      }
      migrate(session, file, version, target, clock, progress);
      return session;
    } catch (SQLException | IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /// Migrates a database in one transaction.
  ///
  /// @param version its schema version; 0 for an empty database
  /// @param target the version that it gets
  /// @param clock decides which dates are in the future
  static void migrate(
      Session session,
      DatabaseFile file,
      int version,
      int target,
      Clock clock,
      MigrationProgress progress)
      throws SQLException {
    // Starts a transaction even if there is nothing to migrate: a read-only file fails at this
    // point.
    session.begin();
    for (int next = version + 1; next <= target; next++) {
      session.execute(file.migration(next));
      session.execute("PRAGMA application_id = " + file.applicationId());
      session.execute("PRAGMA user_version = " + next);
    }
    if (file == DatabaseFile.LIBRARY && version < target && target == file.version()) {
      new PhotoFactRows(session, clock).refresh(progress);
    }
    session.commit();
  }

  /// Attaches an empty database in memory instead of a missing one, so that queries on it return no
  /// rows. Its schema has another name, by which it is told from an existing one.
  void attachEmpty(Session session, DatabaseFile file) throws SQLException {
    byte[] empty = EMPTY.get(file);
    if (empty == null) {
      empty = empty(file);
      EMPTY.put(file, empty);
    }
    session.attach("no_" + file.baseName(), empty);
  }

  private static byte[] empty(DatabaseFile file) throws SQLException {
    try (Session session = Session.open(":memory:")) {
      for (int number = 1; number <= file.version(); number++) {
        session.execute(file.migration(number));
      }
      return session.serialize();
    }
  }

  /// Returns whether the vectors belong to the library. Vectors that are ahead of the library, or
  /// of another epoch, were written for another database.
  static boolean haveSameLineage(Session session) throws SQLException {
    // Reads the vectors first: the library may only advance in between.
    Optional<Lineage> vectors = lineage(session, VECTORS_LINEAGE);
    return haveSameLineage(lineage(session, LIBRARY_LINEAGE), vectors);
  }

  /// Links library and vectors again if they do not match. Every embedding is linked to its content
  /// by key, or stays unlinked; a new epoch marks that IDs have changed their meaning.
  ///
  /// @return the library's number of commits
  long reconcile(Session library, Session vectors) throws SQLException {
    Optional<Lineage> known = lineage(library, LIBRARY_LINEAGE);
    if (haveSameLineage(known, lineage(vectors, VECTORS_LINEAGE))) {
      return known.map(Lineage::commits).orElseThrow();
    }
    long commits = known.map(Lineage::commits).orElse(0L) + 1;
    String epoch = UUID.randomUUID().toString();
    library.begin();
    library.update(
        "INSERT OR REPLACE INTO library_lineage (only_row, epoch, commits) VALUES (1, ?, ?)",
        epoch,
        commits);
    library.commit();
    vectors.update("ATTACH ? AS truth", DatabaseFile.LIBRARY.uri(folder, "mode=ro"));
    vectors.begin();
    vectors.update(
        "UPDATE embeddings SET content_id ="
            + " (SELECT id FROM truth.contents WHERE key = content_key)");
    vectors.update("INSERT OR REPLACE INTO vectors_lineage VALUES (1, ?, ?)", epoch, commits);
    vectors.commit();
    vectors.execute("DETACH truth");
    return commits;
  }

  /// Returns the URI by which an existing database is opened for reading.
  String readUri(DatabaseFile file) {
    // On a read-only medium SQLite cannot create the files by which readers coordinate. If the WAL
    // is empty too, nothing can change and they are not needed.
    boolean immutable = !Files.isWritable(folder) && file.walPath(folder).toFile().length() == 0;
    return file.uri(folder, immutable ? "mode=ro&immutable=1" : "mode=ro");
  }

  private static boolean isEmpty(Session session, String schema) throws SQLException {
    return session.firstLong("SELECT count(*) FROM " + schema + ".sqlite_schema").orElse(0) == 0;
  }

  private static boolean haveSameLineage(Optional<Lineage> library, Optional<Lineage> vectors) {
    return library.isPresent()
        && vectors.isPresent()
        && library.get().epoch().equals(vectors.get().epoch())
        && vectors.get().commits() <= library.get().commits();
  }

  private static Optional<Lineage> lineage(Session session, String sql) throws SQLException {
    return session.first(sql, row -> new Lineage(row.getString(1), row.getLong(2)));
  }
}
