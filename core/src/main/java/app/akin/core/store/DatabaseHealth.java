package app.akin.core.store;

import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reports the integrity of a library's databases, the last salvage and the backups. Read-only and
/// thread-safe.
///
/// @param folder the library's folder
/// @param natives folder for SQLite's native library; the first store of a process decides
/// @param clock the current time and time zone
public record DatabaseHealth(Path folder, Path natives, Clock clock) {
  /// Returns the damaged databases, found by a check of all their pages.
  public List<Path> damagedFiles() {
    Store.unpackNatives(natives);
    return Arrays.stream(DatabaseFile.values())
        .filter(file -> !Salvage.isSound(folder, file))
        .map(file -> file.path(folder))
        .toList();
  }

  /// Returns whether damage was found since the last salvage.
  public boolean isMarkedDamaged() {
    return Store.isMarkedDamaged(folder);
  }

  /// Returns whether the databases can be opened, which reads a few of their pages.
  ///
  /// @throws AkinException LibraryNewer
  public boolean isReadable() {
    if (!Files.exists(DatabaseFile.LIBRARY.path(folder))) {
      return true;
    }
    try {
      lastSalvage();
      return true;
    } catch (AkinException e) {
      if (e.problem() instanceof Problem.LibraryDamaged) {
        return false;
      }
      throw e;
    }
  }

  /// Returns the size of the databases.
  public long bytes() {
    return Arrays.stream(DatabaseFile.values())
        .mapToLong(file -> file.path(folder).toFile().length())
        .sum();
  }

  /// Returns the time of the last salvage and the path of the damaged file; empty if there was
  /// none.
  ///
  /// @throws app.akin.core.photo.AkinException if the library cannot be read
  public Optional<String> lastSalvage() {
    try (Store store = Store.openForReading(folder, natives, clock)) {
      return store.reader().setting(Store.SALVAGED);
    }
  }

  /// The copies of `library.db` there are, newest first.
  public List<Path> backups() {
    return new Backups(folder, clock).list();
  }
}
