package app.akin.core.store;

import app.akin.core.photo.FileOperations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Daily backups of `library.db` in the subfolder `backups`; the newest three are kept. Vectors and
/// thumbnails can be computed again, so they are only backed up before a migration changes them.
///
/// @param library the library's folder
/// @param clock determines the current day
record Backups(Path library, Clock clock) {
  private static final Logger log = LoggerFactory.getLogger(Backups.class);
  private static final int MAX_BACKUPS = 3;
  private static final String FOLDER = "backups";
  private static final String PREFIX = "library-";
  private static final String SUFFIX = ".db";

  /// Returns the existing backups, newest first.
  List<Path> list() {
    List<Path> backups = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder())) {
      for (Path file : files) {
        if (isBackup(String.valueOf(file.getFileName()))) {
          backups.add(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    backups.sort(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed());
    return backups;
  }

  /// Returns whether today's backup is missing.
  boolean isDue() {
    return !Files.exists(todaysFile());
  }

  /// Creates today's backup if it is missing, and deletes all but the newest three. A backup is
  /// either complete or absent, even after a power failure.
  ///
  /// @param session the library's connection, with no transaction open
  void backUpToday(Session session) throws SQLException, IOException {
    Path today = todaysFile();
    if (!isDue()) {
      return;
    }
    copy(session, today);
    List<Path> backups = list();
    for (Path old : backups.subList(Math.min(MAX_BACKUPS, backups.size()), backups.size())) {
      FileOperations.delete(old);
    }
    log.info("backed up the library to {}", today);
  }

  /// Backs up a database before its schema is migrated. There is one such backup for each schema
  /// version, next to the daily ones; it is never deleted, so that a user can return to the
  /// previous version of Akin.
  ///
  /// @param library the library's folder
  /// @param session the database's connection, with no transaction open
  /// @param version its schema version
  static void backUpSchema(Path library, Session session, DatabaseFile file, int version)
      throws SQLException, IOException {
    String prefix = file == DatabaseFile.LIBRARY ? "" : file.baseName() + "-";
    copy(session, library.resolve(FOLDER).resolve(prefix + "schema-" + version + SUFFIX));
  }

  private static void copy(Session session, Path target) throws SQLException, IOException {
    Files.createDirectories(target.getParent());
    Path part = target.resolveSibling("part");
    FileOperations.delete(part);
    session.update("VACUUM INTO ?", part.toString());
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    FileOperations.move(part, target);
  }

  private Path todaysFile() {
    return folder().resolve(PREFIX + LocalDate.now(clock) + SUFFIX);
  }

  private Path folder() {
    return library.resolve(FOLDER);
  }

  private static boolean isBackup(String name) {
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      return false;
    }
    try {
      LocalDate.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
