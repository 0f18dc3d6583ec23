package app.akin.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// One of the three databases of a library, in the order in which a commit reaches them: after a
/// crash between two, only what can be computed again is missing.
enum DatabaseFile {
  /// The truth. Losing its last commits would lose identities, so every commit reaches the disk.
  LIBRARY("library", 0x416B696E, 4, 4096, "FULL"),
  /// Embeddings. Every commit reaches the disk: a sequence must never be given twice, since the
  /// index remembers how far it has read. Pages of 8 KB fit seven vectors of 512 components.
  VECTORS("vectors", 0x416B6956, 2, 8192, "FULL"),
  /// Thumbnails: large rows that a power cut may take back.
  THUMBNAILS("thumbnails", 0x416B6954, 1, 16384, "NORMAL");

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

  /// The name of its schema when it is attached, and of its migrations.
  String baseName() {
    return baseName;
  }

  /// What marks the file as ours, in its header.
  int applicationId() {
    return applicationId;
  }

  /// The newest schema this program knows: the number of its last migration.
  int version() {
    return version;
  }

  /// Bytes of a page, fixed when the file is made.
  int pageSize() {
    return pageSize;
  }

  /// When a commit waits for the disk.
  String synchronous() {
    return synchronous;
  }

  /// Where it is in a library's folder.
  Path path(Path folder) {
    return folder.resolve(baseName + ".db");
  }

  /// Where its write-ahead log is while it has one.
  Path walPath(Path folder) {
    return folder.resolve(baseName + ".db-wal");
  }

  /// The address SQLite opens it by.
  String uri(Path folder, String parameters) {
    return uriOf(path(folder), parameters);
  }

  /// The address SQLite opens a file by: a `file:` address has a place for every byte of a path.
  static String uriOf(Path file, String parameters) {
    URI uri = file.toAbsolutePath().toUri();
    // SQLite takes no host: the host of a Windows share becomes the beginning of the path.
    String host = uri.getRawAuthority();
    String path = host == null ? uri.getRawPath() : "//" + host + uri.getRawPath();
    return "file://" + path + "?" + parameters;
  }

  /// The statements that lead from the version before to this one.
  ///
  /// @param number from 1 to [#version]
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
