package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Copies a damaged library into new databases: every row that can still be read, and the others
/// from the newest backup. The damaged `library.db` is kept in the folder `damaged`. Not
/// thread-safe; the library must be locked.
///
/// SQLite reads a table page by page and fails at a corrupt page. Rows are therefore read in ranges
/// of IDs, and a range that fails is bisected until only unreadable rows are lost.
final class Salvage {
  private static final Logger log = LoggerFactory.getLogger(Salvage.class);

  /// Number of IDs read at a time.
  private static final long ID_RANGE = 512;

  /// Minimum size of a row in the file.
  private static final long MIN_ROW_BYTES = 16;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final Schema schema;
  private final Clock clock;
  private final Backups backups;
  private final String stamp;

  Salvage(Path folder, Clock clock) {
    this.folder = folder;
    this.schema = new Schema(folder);
    this.clock = clock;
    this.backups = new Backups(folder, clock);
    this.stamp = STAMP.format(clock.instant());
  }

  /// Returns whether a database passes a check of all its pages.
  static boolean isSound(Path folder, DatabaseFile file) {
    if (!Files.exists(file.path(folder))) {
      return true;
    }
    try (Session session = Session.open(new Schema(folder).readUri(file))) {
      return isSound(session);
    } catch (SQLException e) {
      log.info("{} is damaged: {}", file, e.toString());
      return false;
    }
  }

  private static boolean isSound(Session session) throws SQLException {
    return session.list("PRAGMA quick_check(1)", row -> row.getString(1)).equals(List.of("ok"));
  }

  /// Rebuilds the damaged databases.
  ///
  /// @return where the damaged databases are kept; empty if none was damaged
  /// @throws AkinException LibraryDamaged if no row of the library could be read and no vectors
  ///   next to it prove that it was one; nothing is changed then
  List<Path> run() throws SQLException, IOException {
    List<Path> kept = new ArrayList<>();
    for (DatabaseFile file : DatabaseFile.values()) {
      if (!isSound(folder, file)) {
        kept.add(rebuild(file));
      }
    }
    if (!kept.isEmpty()) {
      resetEpoch();
    }
    return kept;
  }

  private Path rebuild(DatabaseFile file) throws SQLException, IOException {
    Path damaged = Files.createDirectories(folder.resolve("damaged"));
    Path old = damaged.resolve(file.baseName() + "-" + stamp + ".db");
    // If no row can be read, the vectors next to it prove that this was a library. They are linked
    // to their photos again by content key, and the user adds the roots again.
    boolean canStartEmpty = isCorrupt(file) && isAkinDatabase(DatabaseFile.VECTORS);
    move(file.path(folder), old);
    long saved = 0;
    try {
      List<Path> backup =
          file == DatabaseFile.LIBRARY ? backups.list().stream().limit(1).toList() : List.of();
      // The rows keep their columns: they are copied into the schema that they were written for.
      int version = version(file, old, backup);
      try (Session fresh = schema.create(file, version, clock)) {
        fresh.execute("PRAGMA foreign_keys = OFF");
        Path marks = MarkCopy.path(folder);
        boolean hasMarks = file == DatabaseFile.LIBRARY && Files.exists(marks);
        // The row that is copied first stays. Bytes of a long value that were overwritten can still
        // be read from the damaged file, so a sound copy comes before it.
        if (hasMarks && isCurrent(marks, old)) {
          saved += copy(fresh, marks, "mode=rw", MarkCopy::isExact);
        }
        saved += copy(fresh, old, "mode=rw", _ -> true);
        if (hasMarks) {
          saved += copy(fresh, marks, "mode=rw", _ -> true);
        }
        for (Path copy : backup) {
          saved += copy(fresh, copy, "mode=ro", _ -> true);
        }
        Schema.migrate(fresh, file, version, file.version(), clock, MigrationProgress.none());
        switch (file) {
          case LIBRARY -> ConsistencyRepair.repairLibrary(fresh, clock);
          case VECTORS -> ConsistencyRepair.repairVectors(fresh);
          case THUMBNAILS -> {}
        }
      }
    } finally {
      if (saved == 0 && file == DatabaseFile.LIBRARY && !canStartEmpty) {
        DatabaseFile.delete(file.path(folder));
        move(old, file.path(folder));
      }
    }
    if (saved == 0 && file == DatabaseFile.LIBRARY && !canStartEmpty) {
      throw new AkinException(
          new Problem.LibraryDamaged(folder, "no row could be read from " + file.path(folder)));
    }
    log.warn("{} was damaged; {} rows were saved; the damaged file is {}", file, saved, old);
    return old;
  }

  /// Returns the schema version of the first file whose version can be read; the newest version if
  /// none can.
  private static int version(DatabaseFile file, Path damaged, List<Path> backup) {
    for (Path candidate : Stream.concat(Stream.of(damaged), backup.stream()).toList()) {
      try (Session session = Session.open(DatabaseFile.uriOf(candidate, "mode=rw"))) {
        long id = session.firstLong("PRAGMA application_id").orElse(0);
        long version = session.firstLong("PRAGMA user_version").orElse(0);
        if (id == file.applicationId() && version > 0 && version <= file.version()) {
          return (int) version;
        }
      } catch (SQLException e) {
        log.info("cannot read the schema version of {}: {}", candidate, e.toString());
      }
    }
    return file.version();
  }

  /// Returns whether a database is permanently corrupt, so that a retry is useless.
  private boolean isCorrupt(DatabaseFile file) {
    try (Session session = Session.open(schema.readUri(file))) {
      session.firstLong("SELECT count(*) FROM sqlite_schema");
      return false;
    } catch (SQLException e) {
      return e instanceof SQLiteException error
          && switch (SQLiteErrorCode.getErrorCode(error.getResultCode().code & 0xff)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
            default -> false;
          };
    }
  }

  private boolean isAkinDatabase(DatabaseFile file) {
    if (!Files.exists(file.path(folder))) {
      return false;
    }
    try (Session session = Session.open(schema.readUri(file))) {
      return schema.version(session, "main", file) > 0;
    } catch (SQLException | AkinException e) {
      log.info("cannot read the schema version of {}: {}", file, e.toString());
      return false;
    }
  }

  /// Content IDs may have changed their meaning: forces vectors and index to be linked again.
  private void resetEpoch() throws SQLException {
    try (Session library = Session.open(DatabaseFile.LIBRARY.uri(folder, "mode=rw"))) {
      library.execute("DELETE FROM library_lineage");
    }
  }

  /// Returns whether the copy of the marks is sound and has the last change of a library.
  private static boolean isCurrent(Path marks, Path library) {
    try (Session copy = Session.open(DatabaseFile.uriOf(marks, "mode=rw"));
        Session damaged = Session.open(DatabaseFile.uriOf(library, "mode=rw"))) {
      return isSound(copy) && MarkCopy.last(damaged).equals(copy.firstLong("PRAGMA user_version"));
    } catch (SQLException e) {
      log.info("cannot compare {} with {}: {}", marks, library, e.toString());
      return false;
    }
  }

  private static long copy(Session fresh, Path file, String mode, Predicate<String> tables)
      throws SQLException {
    long saved = 0;
    try (Session old = Session.open(DatabaseFile.uriOf(file, mode))) {
      for (String table :
          fresh.list(
              """
              SELECT name FROM pragma_table_list
              WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
              """,
              row -> row.getString(1))) {
        if (tables.test(table)) {
          fresh.begin();
          saved += new TableCopy(fresh, old, table, ID_RANGE).copy(maxRows(file));
          fresh.commit();
        }
      }
      copySequences(fresh, old);
    } catch (SQLException e) {
      // Not even the list of tables can be read.
      log.warn("{} cannot be read: {}", file, e.toString());
      fresh.rollback();
    }
    return saved;
  }

  /// Copies the AUTOINCREMENT counters, so that IDs are never assigned twice.
  private static void copySequences(Session fresh, Session old) throws SQLException {
    record Sequence(String table, long last) {}
    List<Sequence> sequences = new ArrayList<>();
    try {
      sequences.addAll(
          old.list(
              "SELECT name, seq FROM sqlite_sequence",
              row -> new Sequence(row.getString(1), row.getLong(2))));
    } catch (SQLException e) {
      log.info("cannot read the AUTOINCREMENT counters: {}", e.toString());
    }
    for (Sequence sequence : sequences) {
      OptionalLong known =
          fresh.firstLong("SELECT seq FROM sqlite_sequence WHERE name = ?", sequence.table());
      if (known.isEmpty()) {
        fresh.update(
            "INSERT INTO sqlite_sequence VALUES (?, ?)", sequence.table(), sequence.last());
      } else if (known.getAsLong() < sequence.last()) {
        fresh.update(
            "UPDATE sqlite_sequence SET seq = ? WHERE name = ?", sequence.last(), sequence.table());
      }
    }
  }

  private static long maxRows(Path file) {
    return Math.max(ID_RANGE, file.toFile().length() / MIN_ROW_BYTES);
  }

  private static void move(Path from, Path to) throws IOException {
    for (String suffix : DatabaseFile.SUFFIXES) {
      Path part = from.resolveSibling(from.getFileName() + suffix);
      if (Files.exists(part)) {
        FileOperations.move(part, to.resolveSibling(to.getFileName() + suffix));
      }
    }
  }
}
