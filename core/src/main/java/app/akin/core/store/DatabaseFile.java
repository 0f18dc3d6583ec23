package app.akin.core.store;

import app.akin.core.photo.FileOperations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The three databases of a library, in commit order. A crash between two commits loses only data
/// that can be computed again.
enum DatabaseFile {
  /// The primary data. Losing commits would lose photo identities, so every commit is synced to
  /// disk.
  LIBRARY("library", 0x416B696E, 13, 4096, "FULL"),
  /// Embeddings. Every commit is synced to disk: a sequence must never be assigned twice, because
  /// the vector index stores the last sequence it has read. A page of 8 KB holds seven vectors of
  /// 512 components.
  VECTORS("vectors", 0x416B6956, 4, 8192, "FULL"),
  /// Thumbnails: large rows whose last commits a power failure may lose.
  THUMBNAILS("thumbnails", 0x416B6954, 1, 16384, "NORMAL");

  /// The ends of the names of the files that a database consists of.
  static final List<String> SUFFIXES = List.of("", "-wal", "-shm");

  private final String baseName;
  private final int applicationId;
  private final int version;
  private final int pageSize;
  private final String synchronous;

  DatabaseFile(String word, int applicationId, int version, int pageSize, String synchronous) {
    this.baseName = word;
    this.applicationId = applicationId;
    this.version = version;
    this.pageSize = pageSize;
    this.synchronous = synchronous;
  }

  /// Returns the base name of the database file and its migrations, also its schema name when
  /// attached.
  String baseName() {
    return baseName;
  }

  /// Returns the application ID in the file header.
  int applicationId() {
    return applicationId;
  }

  /// Returns the newest supported schema version, which is the number of the last migration.
  int version() {
    return version;
  }

  /// Returns the page size in bytes, fixed when the file is created.
  int pageSize() {
    return pageSize;
  }

  /// Returns the value of `PRAGMA synchronous`.
  String synchronous() {
    return synchronous;
  }

  /// Returns the path of the database in a library's folder.
  Path path(Path folder) {
    return folder.resolve(baseName + ".db");
  }

  /// Returns the path of the write-ahead log, which may not exist.
  Path walPath(Path folder) {
    return folder.resolve(baseName + ".db-wal");
  }

  /// Deletes a database with its write-ahead log. Does nothing if it does not exist.
  static void delete(Path database) throws IOException {
    for (String suffix : SUFFIXES) {
      FileOperations.delete(database.resolveSibling(database.getFileName() + suffix));
    }
  }

  /// Returns the URI by which SQLite opens the database.
  String uri(Path folder, String parameters) {
    return uriOf(path(folder), parameters);
  }

  /// Returns the URI by which SQLite opens a file. A `file:` URI can represent every byte of a
  /// path.
  static String uriOf(Path file, String parameters) {
    URI uri = file.toAbsolutePath().toUri();
    // SQLite does not accept a host: the host of a Windows share becomes the start of the path.
    String host = uri.getRawAuthority();
    String path = host == null ? uri.getRawPath() : "//" + host + uri.getRawPath();
    return "file://" + path + "?" + parameters;
  }

  /// Returns the statements that migrate from the previous version to this one.
  ///
  /// @param number schema version, from 1 to [#version]
  String migration(int number) {
    String name = baseName + "-" + number + ".sql";
    try (InputStream in = DatabaseFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
