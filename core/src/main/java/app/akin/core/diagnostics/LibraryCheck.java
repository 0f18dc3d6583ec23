package app.akin.core.diagnostics;

import app.akin.core.diagnostics.LibraryFinding.Kind;
import app.akin.core.store.DatabaseHealth;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Checks the files of a library and reports earlier damage. Changes nothing. Thread-safe.
///
/// @param library the folder of the library
/// @param natives folder of native libraries
/// @param clock the clock
/// @param smallBytes size up to which the databases together are always checked
public record LibraryCheck(Path library, Path natives, Clock clock, long smallBytes) {
  /// Size of the databases up to which a check of all pages takes less than a second.
  public static final long SMALL_BYTES = 100_000_000;

  /// Returns the findings, most urgent first. Reads every page of the databases if they are small,
  /// if damage was found before, if they can't be opened, or on demand.
  ///
  /// @param full whether to check databases of any size; takes about one second per 100 MB
  /// @throws app.akin.core.photo.AkinException LibraryNewer, or LibraryDamaged if the databases are
  ///   not Akin's
  public List<LibraryFinding> run(boolean full) {
    DatabaseHealth health = new DatabaseHealth(library, natives, clock);
    List<LibraryFinding> findings = new ArrayList<>();
    boolean checked =
        full || health.isMarkedDamaged() || health.bytes() <= smallBytes || !health.isReadable();
    if (checked) {
      for (Path damaged : health.damagedFiles()) {
        findings.add(new LibraryFinding(Kind.DAMAGED, damaged, ""));
      }
    }
    if (findings.isEmpty()) {
      findings.add(new LibraryFinding(checked ? Kind.SOUND : Kind.UNCHECKED, library, ""));
      health
          .lastSalvage()
          .ifPresent(what -> findings.add(new LibraryFinding(Kind.SALVAGED, library, what)));
    }
    List<Path> copies = health.backups();
    findings.add(
        copies.isEmpty()
            ? new LibraryFinding(Kind.NOT_COPIED, library, "")
            : new LibraryFinding(Kind.COPIED, copies.getFirst(), String.valueOf(copies.size())));
    return findings;
  }
}
