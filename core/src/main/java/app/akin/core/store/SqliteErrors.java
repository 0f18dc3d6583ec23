package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Translates errors of SQLite and the file system.
///
/// @param folder the library's folder
/// @param writing whether the library is open for writing
record SqliteErrors(Path folder, boolean writing) {
  private static final Logger log = LoggerFactory.getLogger(SqliteErrors.class);

  /// The disk counts as full if less space is free.
  private static final long MIN_FREE_BYTES = 64 * 1024;

  /// Translates an error of SQLite. Errors of SQL statements become an [IllegalStateException].
  RuntimeException translate(SQLException e) {
    if (!(e instanceof SQLiteException error)) {
      return unusable(e);
    }
    SQLiteErrorCode code = error.getResultCode();
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_FULL -> diskFull(e);
      case SQLITE_IOERR -> isWriteError(code) || isFull() ? diskFull(e) : damaged(e);
      case SQLITE_CORRUPT, SQLITE_NOTADB -> {
        createDamageMarker();
        yield damaged(e);
      }
      case SQLITE_BUSY, SQLITE_LOCKED -> new AkinException(e, new Problem.LibraryBusy(folder));
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN -> isFull() ? diskFull(e) : unusable(e);
      default -> new IllegalStateException(e);
    };
  }

  /// Translates an error of the file system.
  AkinException translate(IOException e) {
    return isFull() ? diskFull(e) : unusable(e);
  }

  /// Returns the marker file that records damage: the next run then salvages the library.
  Path damageMarker() {
    return folder.resolve("damage-met");
  }

  private void createDamageMarker() {
    try {
      Files.write(damageMarker(), new byte[0]);
    } catch (IOException e) {
      log.info("cannot create the damage marker", e);
    }
  }

  // Exceeding a quota or a file size limit is reported by these codes instead of a full disk.
  private static boolean isWriteError(SQLiteErrorCode code) {
    return code == SQLiteErrorCode.SQLITE_IOERR_WRITE
        || code == SQLiteErrorCode.SQLITE_IOERR_TRUNCATE
        || code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
  }

  private boolean isFull() {
    try {
      FileStore store = Files.getFileStore(nearestExisting(folder));
      return writing && store.getTotalSpace() > 0 && store.getUsableSpace() < MIN_FREE_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path nearestExisting(Path path) {
    Path parent = path.getParent();
    return parent == null || Files.exists(path) ? path : nearestExisting(parent);
  }

  private AkinException diskFull(Exception e) {
    return new AkinException(e, new Problem.DiskFull(folder));
  }

  private AkinException damaged(Exception e) {
    return new AkinException(e, new Problem.LibraryDamaged(folder, String.valueOf(e.getMessage())));
  }

  private AkinException unusable(Exception e) {
    return writing
        ? new AkinException(
            e, new Problem.LibraryUnwritable(folder, String.valueOf(e.getMessage())))
        : damaged(e);
  }
}
