package app.akin.core.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Whether a library's databases are sound, and what became of them before. Changes nothing.
/// Thread-safe.
///
/// @param folder the library's folder
/// @param natives where SQLite's native library is unpacked; the first store of a process decides
/// @param clock tells the time
public record DatabaseHealth(Path folder, Path natives, Clock clock) {
  /// The databases that are damaged, as far as a look at all their pages tells.
  public List<Path> damagedFiles() {
    Store.unpackNatives(natives);
    return Arrays.stream(DatabaseFile.values())
        .filter(file -> !Salvage.isSound(folder, file))
        .map(file -> file.path(folder))
        .toList();
  }

  /// What the last salvage did: when, and where the damaged file is; empty where there was none.
  ///
  /// @throws app.akin.core.photo.AkinException where the library cannot be read
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
