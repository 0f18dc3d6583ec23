package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// Brings databases to the schema this program knows, and keeps library and vectors a pair.
final class Schema {
  /// Names a history of the catalogue, and how far it has come.
  private record Lineage(String epoch, long commits) {}

  private static final String LIBRARY_LINEAGE = "SELECT epoch, commits FROM library_lineage";
  private static final String VECTORS_LINEAGE = "SELECT epoch, commits FROM vectors_lineage";

  private final Path folder;

  Schema(Path folder) {
    this.folder = folder;
  }

  /// The version of a database that is open under a schema's name; 0 for a new and empty file.
  ///
  /// @throws AkinException LIBRARY_NEWER, or LIBRARY_DAMAGED for a database of something else
  int version(Session session, String schema, DatabaseFile file) throws SQLException {
    long id = session.firstLong("PRAGMA " + schema + ".application_id").orElse(0);
    long version = session.firstLong("PRAGMA " + schema + ".user_version").orElse(0);
    if (id == 0 && version == 0 && isEmpty(session, schema)) {
      return 0;
    }
    if (id != file.applicationId()) {
      throw new AkinException(
          Problem.LIBRARY_DAMAGED, folder, file.path(folder) + " is no database of Akin");
    }
    if (version > file.version()) {
      throw new AkinException(Problem.LIBRARY_NEWER, folder);
    }
    return (int) version;
  }

  /// Opens one database for writing: makes it where it is missing and migrates it. Nothing is
  /// written before its version is known, and of an older library a copy is kept.
  ///
  /// @throws IOException where that copy cannot be made; the library is then as it was
  Session openForWriting(DatabaseFile file) throws SQLException, IOException {
    Session session = Session.open(file.uri(folder, "mode=rwc"));
    try {
      int version = version(session, "main", file);
      session.execute(
          "PRAGMA page_size = "
              + file.pageSize()
              + "; PRAGMA journal_mode = WAL; PRAGMA synchronous = "
              + file.synchronous()
              + "; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY"
              // A WAL that one large transaction made long does not stay so.
              + "; PRAGMA journal_size_limit = 67108864");
      if (file == DatabaseFile.LIBRARY && version > 0 && version < file.version()) {
        Backups.backUpSchema(folder, session, version);
      }
      // Begun even where nothing is to be done: a file that cannot be written fails here.
      session.begin();
      for (int next = version + 1; next <= file.version(); next++) {
        session.execute(file.migration(next));
        session.execute("PRAGMA application_id = " + file.applicationId());
        session.execute("PRAGMA user_version = " + next);
      }
      session.commit();
      return session;
    } catch (SQLException | IOException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /// Makes the tables of a database that is not there in the session's own memory, so that reading
  /// it finds nothing.
  void createEmptyTables(Session session, DatabaseFile file) throws SQLException {
    for (int number = 1; number <= file.version(); number++) {
      session.execute(file.migration(number));
    }
  }

  /// Whether vectors belong to the library beside them. Vectors that are ahead of their library, or
  /// of another epoch, were written for a database that is no longer there.
  static boolean haveSameLineage(Session both) throws SQLException {
    // The vectors first: what is read later can only be further on.
    Optional<Lineage> vectors = lineage(both, VECTORS_LINEAGE);
    return haveSameLineage(lineage(both, LIBRARY_LINEAGE), vectors);
  }

  /// Makes library and vectors a pair again where they are none: every embedding finds its content
  /// by key, or waits without one; a new epoch says that ids changed their meaning.
  ///
  /// @return the library's commits
  long reconcile(Session library, Session vectors) throws SQLException {
    Optional<Lineage> known = lineage(library, LIBRARY_LINEAGE);
    if (haveSameLineage(known, lineage(vectors, VECTORS_LINEAGE))) {
      return known.map(Lineage::commits).orElseThrow();
    }
    long commits = known.map(Lineage::commits).orElse(0L) + 1;
    String epoch = UUID.randomUUID().toString();
    library.begin();
    library.update("INSERT OR REPLACE INTO library_lineage VALUES (1, ?, ?)", epoch, commits);
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

  /// How an existing database is opened for reading.
  String readUri(DatabaseFile file) {
    // On a medium that cannot be written SQLite cannot make the files readers coordinate by; where
    // nothing waits in the WAL either, nothing can change and none are needed.
    boolean still = !Files.isWritable(folder) && file.walPath(folder).toFile().length() == 0;
    return file.uri(folder, still ? "mode=ro&immutable=1" : "mode=ro");
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
